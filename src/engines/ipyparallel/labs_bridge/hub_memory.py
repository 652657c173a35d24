"""Has the hub forget our messages once they are over.

It keeps all that messages and their answers carried, up to a gigabyte, for clients that ask for results once more. Ours
mean nothing to anybody but this bridge, and a job would fill that memory.
"""

import time

#: How long after an answer the hub surely has had its copy of it, in seconds.
_PATIENCE = 2
#: How often it is asked again, should it not have.
_ATTEMPTS = 3


class HubMemory:
    """Used in the client's own thread."""

    def __init__(self, client):
        self._client = client
        #: Messages that are over, each with the time when it was and how often the hub was asked to forget it.
        self._over = []
        self._is_waiting = False

    def forget(self, future):
        """Has a message forgotten some time after its answer has come."""
        future.add_done_callback(lambda _: self._note([(future.msg_id, 0)]))

    def _note(self, messages):
        now = time.monotonic()
        self._over += [(now, message, asked) for message, asked in messages]
        if not self._is_waiting and self._over:
            self._wait(_PATIENCE)

    def _wait(self, seconds):
        self._is_waiting = True
        self._client._io_loop.call_later(seconds, self._ask)

    def _ask(self):
        self._is_waiting = False
        if self._client._closed:
            return
        now = time.monotonic()
        due = [(message, asked + 1) for since, message, asked in self._over if now - since >= _PATIENCE]
        self._over = self._over[len(due) :]
        if self._over:
            self._wait(_PATIENCE - (now - self._over[0][0]))
        if due:
            content = {"msg_ids": [message for message, _ in due]}
            answer = self._client._send(self._client._query_stream, "purge_request", content=content)
            answer.add_done_callback(lambda done: self._answered(done, due))

    def _answered(self, future, asked):
        if future.exception() is None and future.result()["content"].get("status") != "ok":
            self._note([each for each in asked if each[1] < _ATTEMPTS])
