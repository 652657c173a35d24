"""The engine of client cells: as any other, and it tells what the cluster's engines do meanwhile."""

from ..engine import Engine
from .namespace import ClientNamespace
from .outputs import data_of


class ClientEngine(Engine):
    """Serves as `Engine` does; `start["client"]` says which cluster it is a client of."""

    def _open_namespace(self, start):
        return ClientNamespace(start, self._display, self._publish, self._tell, lambda: self._deaf_until > 0)

    def _publish(self, bundle):
        """Shows what IPython displays: a value by MIME type."""
        shown, pieces = data_of(bundle)
        self._send({"op": "display", "value": shown}, pieces)
        self._output.display_here()

    def _tell(self, told, bundle=None):
        """Tells what an engine of the client's cluster did; called from any thread."""
        pieces = []
        if bundle is not None:
            told["value"], pieces = data_of(bundle)
        self._frames.write({"op": "remote", **told}, pieces)
