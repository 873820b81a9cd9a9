import time

print("begun")
time.sleep(600)
