"""One message for many engines, which ipyparallel's broadcast schedulers make copies of."""

from functools import lru_cache


def broadcast(client, engines, packed):
    """Sends a packed call to engines; their futures by the engines' numbers.

    Each engine answers for itself and tells what it prints, as if it had been sent the call alone: so replies are not
    coalesced, and calls stay apart, whatever they are. The engines' messages are those of a `BroadcastView`.
    """
    view = _view_type()(client=client, socket=client._broadcast_stream, targets=list(engines))
    return view.labs_send(packed)


@lru_cache(maxsize=None)
def _view_type():
    from ipyparallel.client.view import BroadcastView

    class LabsBroadcastView(BroadcastView):
        """Tells engines that the call is ours, and needs nothing packed twice."""

        def labs_send(self, packed):
            client, made = self.client, []
            numbers = list(self.targets)
            uuids = [client.labs_uuid(number) for number in numbers]

            def on_message(message):
                made.append(message.msg_id)
                self._make_async_result(message, uuids, fname="broadcast", targets=numbers)

            client._send(
                client._broadcast_stream,
                "apply_request",
                buffers=packed,
                metadata={**self._init_metadata(list(zip(uuids, numbers))), "parallel_labs": True},
                track_outstanding=True,
                message_future_hook=on_message,
            )
            (message,) = made
            futures = {number: client._futures[f"{message}_{uuid}"] for number, uuid in zip(numbers, uuids)}
            _forget(client, message)  # nobody answers the message that the copies are of
            for future in futures.values():
                future.add_done_callback(lambda done: _forget(client, done.msg_id))
            return futures

    return LabsBroadcastView


def _forget(client, message):
    """What the client forgets by itself of other messages."""
    client.outstanding.discard(message)
    for kept in (client.results, client._futures, client._output_futures, client.metadata):
        kept.pop(message, None)
