"""Runs the Python statements of one session, told line by line in JSON on standard input.

In:  {"type": "start", "conf": {…} or null}        null: without Spark
     {"type": "execute", "id": 0, "code": "1 + 1"}
     {"type": "cancel_jobs", "id": 0}               the Spark jobs of a running statement
     {"type": "interrupt", "id": 0}                 its Python code, where that waits
Out: {"type": "ready"}
     {"type": "progress", "id": 0, "value": 0.5, "jobs": true}
     {"type": "result", "id": 0, "status": "ok", "data": {mime type: value}}
     {"type": "result", "id": 0, "status": "error", "ename": …, "evalue": …, "traceback": […]}

What a statement answers follows Apache Livy's recorded Python sessions: the value of the last
expression, what was printed, then what went to stderr; %json, %table and %matplot show a variable.
"""

import ast
import base64
import datetime
import decimal
import io
import json
import os
import signal
import sys
import threading
import traceback

PROGRESS_EVERY = 0.25  # seconds


class UnknownMagic(Exception):
    pass


class Failure(Exception):
    """An error that is not an exception of the statement's own."""

    def __init__(self, ename, evalue):
        super().__init__(evalue)
        self.ename = ename


class Channel:
    """The way back, kept apart from everything that prints to file descriptor 1."""

    def __init__(self):
        self.lock = threading.Lock()
        self.out = os.fdopen(os.dup(1), "w", encoding="utf-8", newline="\n")
        os.dup2(2, 1)

    def send(self, message):
        line = json.dumps(message)
        with self.lock:
            self.out.write(line + "\n")
            self.out.flush()


class Statements:
    def __init__(self, channel):
        self.channel = channel
        self.names = {"__name__": "__main__", "__builtins__": __builtins__}
        self.context = None
        self.running = None
        self.interrupted = False

    def start_spark(self, conf):
        from pyspark.sql import SparkSession

        builder = SparkSession.builder
        for key, value in conf.items():
            builder = builder.config(key, value)
        spark = builder.getOrCreate()
        self.context = spark.sparkContext
        self.names.update(spark=spark, sc=self.context)

    # Called by the thread that reads the input.

    def cancel_jobs(self, statement_id):
        if self.context is not None and self.running == statement_id:
            self.context.cancelJobGroup(str(statement_id))

    def interrupt(self, statement_id):
        if self.running != statement_id:
            return
        self.interrupted = True
        if hasattr(signal, "pthread_kill"):
            signal.pthread_kill(threading.main_thread().ident, signal.SIGINT)
        else:
            signal.raise_signal(signal.SIGINT)

    def on_signal(self, _number, _frame):
        # One that comes when the statement has just ended must not end the interpreter.
        if self.running is not None and self.interrupted:
            self.interrupted = False
            raise KeyboardInterrupt()

    def report_progress(self):
        statement_id = self.running
        if self.context is None or statement_id is None:
            return
        tracker = self.context.statusTracker()
        tasks = completed = 0
        active = False
        for job_id in tracker.getJobIdsForGroup(str(statement_id)):
            job = tracker.getJobInfo(job_id)
            if job is None:
                continue
            active = active or job.status == "RUNNING"
            for stage_id in job.stageIds:
                stage = tracker.getStageInfo(stage_id)
                if stage is not None:
                    tasks += stage.numTasks
                    completed += stage.numCompletedTasks
        self.channel.send(
            {
                "type": "progress",
                "id": statement_id,
                "value": completed / tasks if tasks else 0.0,
                "jobs": active,
            }
        )

    # Called by the main thread.

    def execute(self, statement_id, code):
        if self.context is not None:
            self.context.setJobGroup(
                str(statement_id), "Job group for statement %d" % statement_id, True
            )
        printed, errors = io.StringIO(), io.StringIO()
        before = sys.stdout, sys.stderr
        sys.stdout, sys.stderr = printed, errors
        self.running = statement_id
        try:
            answer = self.answer(code, printed, errors)
        finally:
            self.running = None
            sys.stdout, sys.stderr = before
        answer.update(type="result", id=statement_id)
        try:
            self.channel.send(answer)
        except (TypeError, ValueError) as e:
            self.channel.send(dict(failed("ValueError", str(e)), type="result", id=statement_id))

    def answer(self, code, printed, errors):
        try:
            steps = parse(code)
        except SyntaxError as e:
            return failed_with(e, None)
        try:
            data = {}
            for step in steps:
                data = step(self.names) or {}
        except Failure as e:
            return failed(e.ename, str(e))
        except UnknownMagic as e:
            return failed_with(e, None)
        except BaseException as e:  # SystemExit and KeyboardInterrupt are a statement's errors, too
            return failed_with(e, e.__traceback__)
        text = (printed.getvalue() + errors.getvalue()).rstrip()
        if text or not data:
            data = dict(data, **{"text/plain": text})
        return {"status": "ok", "data": data}


def failed(ename, evalue, trace=()):
    return {"status": "error", "ename": ename, "evalue": evalue, "traceback": list(trace)}


def failed_with(error, tb):
    """An exception as Livy shows it: without this file's frames, and without the statement's own,
    which has a line number and nothing to say."""
    lines = traceback.format_exception_only(type(error), error)
    if tb is not None:
        frames = [frame for frame in traceback.extract_tb(tb) if frame.filename != __file__]
        header = ["Traceback (most recent call last):\n"]
        lines = header + traceback.format_list(frames[1:]) + lines
    return failed(type(error).__name__, str(error), lines)


def parse(code):
    """The steps of a statement; lines that begin with % are magics where they are no Python."""
    try:
        return [python(code)]
    except SyntaxError:
        if not any(line.startswith("%") for line in code.split("\n")):
            raise
    steps, lines = [], []
    for line in code.rstrip().split("\n"):
        if line.startswith("%"):
            if lines:
                steps.append(python("\n".join(lines)))
            steps.append(magic(line))
            lines = []
        else:
            lines.append(line)
    if lines:
        steps.append(python("\n".join(lines)))
    return steps


def python(code):
    body = compile(code, "<stdin>", "exec", ast.PyCF_ONLY_AST, 1).body

    def run(names):
        for node in body[:-1]:
            exec(compile(ast.Module([node], []), "<stdin>", "exec"), names)
        for node in body[-1:]:
            exec(compile(ast.Interactive([node]), "<stdin>", "single"), names)

    return run


def magic(line):
    word, _, rest = line[1:].partition(" ")

    def run(names):
        if word not in MAGICS:
            raise UnknownMagic(
                "unknown magic command '%s'" % word if word else "magic command not specified"
            )
        name = rest.strip()
        if name not in names:
            raise Failure("NameError", "name '%s' is not defined" % name)
        return MAGICS[word](names[name])

    return run


def as_json(value):
    try:
        json.dumps(value)
    except (TypeError, ValueError) as e:
        raise Failure("ValueError", str(e))
    return {"application/json": value}


def as_image(pyplot):
    image = io.BytesIO()
    pyplot.gcf().savefig(image, format="png")
    return {"image/png": base64.b64encode(image.getvalue()).decode("ascii")}


def as_table(value):
    headers, data = {}, []
    for row in value if isinstance(value, (list, tuple)) else [value]:
        cells = []
        for name, cell in columns(row):
            kind, shown = typed(cell)
            header = headers.setdefault(name, {"name": str(name), "type": kind})
            if header["type"] == "NULL_TYPE":
                header["type"] = kind
            elif kind not in ("NULL_TYPE", header["type"]):
                raise Failure("Exception", "table rows have different types")
            cells.append(shown)
        data.append(cells)
    ordered = [header for _, header in sorted(headers.items())]
    return {"application/vnd.livy.table.v1+json": {"headers": ordered, "data": data}}


def columns(row):
    if hasattr(row, "asDict"):
        row = row.asDict()
    if isinstance(row, dict):
        return sorted(row.items())
    return enumerate(row if isinstance(row, (list, tuple)) else [row])


def typed(value):
    if isinstance(value, (list, tuple)):
        return "ARRAY_TYPE", [typed(item)[1] for item in value]
    if isinstance(value, dict):
        return "MAP_TYPE", {str(key): typed(item)[1] for key, item in value.items()}
    for kind, name in TYPES:
        if isinstance(value, kind):
            return name, value
    for kind, name in (
        (datetime.datetime, "TIMESTAMP_TYPE"),
        (datetime.date, "DATE_TYPE"),
        (decimal.Decimal, "DECIMAL_TYPE"),
    ):
        if isinstance(value, kind):
            return name, str(value)
    return "STRING_TYPE", str(value)


# bool before int, which it is, too
TYPES = (
    (type(None), "NULL_TYPE"),
    (bool, "BOOLEAN_TYPE"),
    (int, "INT_TYPE"),
    (float, "DOUBLE_TYPE"),
)

MAGICS = {"json": as_json, "table": as_table, "matplot": as_image}


def main():
    channel = Channel()
    statements = Statements(channel)
    signal.signal(signal.SIGINT, statements.on_signal)
    source = os.fdopen(os.dup(0), "r", encoding="utf-8")
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)

    start = json.loads(source.readline())
    if start["conf"] is not None:
        statements.start_spark(start["conf"])
    channel.send({"type": "ready"})

    orders = []
    arrived = threading.Condition()

    def read():
        for line in source:
            order = json.loads(line)
            if order["type"] == "execute":
                with arrived:
                    orders.append(order)
                    arrived.notify()
            elif order["type"] == "cancel_jobs":
                statements.cancel_jobs(order["id"])
            elif order["type"] == "interrupt":
                statements.interrupt(order["id"])
        os._exit(0)  # the sandbox is gone

    def watch():
        pause = threading.Event()
        while True:
            pause.wait(PROGRESS_EVERY)
            statements.report_progress()

    threading.Thread(target=read, daemon=True).start()
    if statements.context is not None:
        threading.Thread(target=watch, daemon=True).start()
    while True:
        with arrived:
            while not orders:
                arrived.wait()
            order = orders.pop(0)
        statements.execute(order["id"], order["code"])


main()
