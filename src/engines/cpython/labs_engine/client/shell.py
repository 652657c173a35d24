"""IPython's shell, without a terminal and without a history."""

from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell


def make_shell(publish):
    """The one shell of this process; `publish(data)` shows what code displays, by MIME type."""

    class Publisher(DisplayPublisher):
        """Hands on what IPython would print or send to a notebook."""

        def publish(self, data, *_args, **_more):
            publish(data)

        def clear_output(self, wait=False):
            """What has been shown stays."""

    class Shell(InteractiveShell):
        """Raises what a cell raises, where IPython would print it."""

        display_pub_class = Publisher
        _raised = None

        @property
        def is_everywhere(self):
            """Whether %autopx is on: it puts a method of its own in the place of IPython's."""
            return getattr(self.run_cell, "__func__", None) is not type(self).run_cell

        def run_everywhere(self, code):
            """Runs a cell while %autopx is on."""
            self._raised = None
            self.run_cell(code)
            error, self._raised = self._raised, None
            if error is not None:
                raise error

        def showtraceback(self, *_args, **_more):
            import sys

            self._raised = sys.exc_info()[1]

        def init_history(self):
            """No file of the user's is written."""
            super().init_history()
            self.history_manager.enabled = False

        def enable_gui(self, gui=None):
            """There is no window."""

    from traitlets.config import Config

    config = Config()
    config.HistoryManager.enabled = False
    config.InteractiveShell.cache_size = 0
    config.InteractiveShell.colors = "NoColor"
    InteractiveShell.clear_instance()
    return Shell.instance(config=config)
