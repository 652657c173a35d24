"""The least that can be done over a pipe: answers each line of JSON with a line; see ../pipePeer.ts."""

import json
import sys

names = {}
requests = sys.stdin.buffer
answers = sys.stdout.buffer
for line in requests:
    request = json.loads(line)
    if "push" in request:
        names.update(request["push"])
        answer = None
    elif "map" in request:
        answer = list(map(abs, request["map"]))
    elif "bytes" in request:
        names["data"] = requests.read(request["bytes"])
        answer = None
    elif "print" in request:
        for _ in range(request["print"]):
            print("x" * 79, file=sys.stderr)
        answer = None
    answers.write(json.dumps(answer).encode() + b"\n")
    answers.flush()
