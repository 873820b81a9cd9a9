raise ValueError("as it should")
