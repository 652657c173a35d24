"""Tasks that the cluster's own scheduler gives to whichever engine is free."""

from .messages import arguments, error_of, milliseconds, read_reply

#: How long a task that was cancelled may take to be refused, once its engine has it; else it began before that, in s.
_REFUSAL = 0.1
#: What became of a task that no engine answered, by the name of ipyparallel's error.
_REASONS = {"EngineError": "died", "ImpossibleDependency": "unreachable", "TaskAborted": "cancelled"}


class Tasks:
    """Submits tasks and gives the answers to the host. All of it runs in the client's thread.

    The scheduler may give a task to another engine when one has died; each begins with it anew.
    """

    def __init__(self, client, shipment, key, tell, count, engines):
        self._client = client
        self._key = key
        self._take = shipment.take_task(key)
        self._tell = tell
        self._count = count
        #: Engines that are attached, by their numbers: `Bridge` keeps them.
        self._engines = engines
        self._by_number = {}
        self._by_message = {}

    def submit(self, number, engines, retries, pieces):
        """Hands a task over. `retries` is how often it may be tried again when an engine dies under it."""
        numbers = {self._engines[engine].uuid: engine for engine in engines if engine in self._engines}
        targets = list(numbers)
        if not targets:
            self._tell_unanswered(number, "unreachable", "no engine that may do it is there")
            return
        head = self._count().to_bytes(4, "little") + number.to_bytes(8, "little")
        future = self._client.labs_submit(self._take, arguments(head, pieces), targets, retries)
        task = _Task(number, future.msg_id, numbers, future.output.metadata)
        self._by_number[number] = self._by_message[task.message] = task
        future.add_done_callback(lambda done: self._on_reply(task, done))

    def cancel(self, numbers):
        """Interrupts the engines that do these tasks. Those that have not begun never will: they come first, because an
        engine that was interrupted takes the next."""
        # Of those that are not here, or held, the answers are on their way to the host.
        tasks = [task for task in map(self._by_number.get, numbers) if task and not task.held]
        begun = [task for task in tasks if task.engine in self._engines]
        for task in tasks:
            if task not in begun and not task.is_cancelled:
                task.is_cancelled = True
                self._client.labs_refuse(f"{self._key}:{task.number}", list(task.numbers))
                self._tell_unanswered(task.number, "cancelled", "it was cancelled")
        for engine in {task.engine for task in begun}:
            self._engines[engine].signal()

    def on_began(self, engine, message):
        """The kernel of an engine has begun with a message. Answers whether that is a task."""
        task = self._by_message.get(message)
        if task is None:
            return False
        self._begin(task, engine)
        if task.is_cancelled:
            self._client.labs_later(_REFUSAL, lambda: self._stop(task, engine))
        return True

    def on_published(self, message, content, buffers):
        """Something of a task's output came. Answers whether the message is a task."""
        task = self._by_message.get(message)
        if task is None:
            return False
        if not task.is_cancelled:
            header = {"op": "taskBytes", "task": task.number, "fd": content["fd"], "dropped": content["dropped"]}
            self._tell(header, buffers)
        return True

    def on_seen(self, engine):
        """More of what an engine published has come: replies may have waited for it."""
        seen = self._engines[engine].seen
        for task in [each for each in self._by_number.values() if each.engine == engine and each.held]:
            if task.held[0]["published"] <= seen:
                self._answer(task)

    def on_left(self, engine):
        """An engine has gone: nothing more of it comes, and its tasks are the scheduler's again."""
        for task in [each for each in self._by_number.values() if each.engine == engine]:
            if task.held:
                self._answer(task)
            else:
                task.engine = None

    def _begin(self, task, engine):
        task.engine = engine
        if not task.is_cancelled:
            self._tell({"op": "began", "task": task.number, "engine": engine, "submitted": task.submitted})

    def _stop(self, task, engine):
        """Interrupts a task that began in the moment in which it was cancelled, until it ends."""
        if self._by_number.get(task.number) is task and task.engine == engine and engine in self._engines:
            self._engines[engine].signal()
            self._client.labs_later(_REFUSAL * 3, lambda: self._stop(task, engine))

    def _on_reply(self, task, future):
        error = error_of(future)
        if error or not future.result():
            name, _, message = (error or "TaskAborted: it was cancelled").partition(": ")
            self._forget(task)
            if not task.is_cancelled:
                # Of a death the scheduler's word tells whose.
                engine = task.numbers.get(task.metadata["engine_uuid"]) if name == "EngineError" else None
                self._tell_unanswered(task.number, _REASONS.get(name, "failed"), message or name, engine)
            return
        task.held = read_reply(future.result())
        engine = self._client.labs_number(task.metadata["engine_uuid"])
        if engine is not None and engine != task.engine:
            self._begin(task, engine)  # the word that it had begun is slower than the reply
        attached = self._engines.get(task.engine)
        if not attached or task.held[0]["published"] <= attached.seen:
            self._answer(task)

    def _answer(self, task):
        about, *pieces = task.held
        self._forget(task)
        if task.is_cancelled:
            return
        times = {name: milliseconds(task.metadata[name]) for name in ("started", "completed")}
        header = {"op": "answered", "task": task.number, "engine": task.engine, "parts": about["parts"], **times}
        self._tell(header, pieces)

    def _forget(self, task):
        self._by_number.pop(task.number, None)
        self._by_message.pop(task.message, None)

    def _tell_unanswered(self, number, reason, message, engine=None):
        who = {} if engine is None else {"engine": engine}
        self._tell({"op": "unanswered", "task": number, "reason": reason, "message": message, **who})


class _Task:
    def __init__(self, number, message, numbers, metadata):
        self.number = number
        #: Id of the message, which is the same when another engine tries again.
        self.message = message
        #: The engines that may do it: their numbers, by who they are.
        self.numbers = numbers
        #: Number of the engine that has begun with it.
        self.engine = None
        self.is_cancelled = False
        #: A reply that waits for what was published before it.
        self.held = None
        #: ipyparallel's record, which is complete with the reply.
        self.metadata = metadata
        self.submitted = milliseconds(metadata["submitted"])
