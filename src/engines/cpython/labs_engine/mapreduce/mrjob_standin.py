"""Lets a file that derives from mrjob's MRJob load where mrjob is not installed."""

import sys
import types


def install():
    """Puts a stand-in under the names `mrjob`, `mrjob.job`, … unless there is a real one."""
    if "mrjob" in sys.modules:
        return
    import importlib.util

    if importlib.util.find_spec("mrjob") is not None:
        return
    package = _Module("mrjob")
    package.__path__ = []
    sys.modules["mrjob"] = package
    for name in ("job", "step", "protocol", "util", "conf", "compat"):
        module = _Module(f"mrjob.{name}")
        sys.modules[f"mrjob.{name}"] = module
        setattr(package, name, module)
    sys.modules["mrjob.job"].MRJob = MRJob


def instance(job_class):
    """An object whose methods are the mapper and the reducer, after its `*_init` methods ran."""
    job = job_class(args=[])
    for name in ("mapper_init", "combiner_init", "reducer_init"):
        prepare = getattr(job_class, name, None)
        if prepare is not None and not (prepare.__module__ or "").startswith("mrjob"):
            getattr(job, name)()
    return job


class MRJob:
    """What a job's methods may ask of `self`; running is the engines' business."""

    def __init__(self, args=None):
        self.args = args

    @classmethod
    def run(cls):
        """Nothing: only the file's own main program calls it."""

    def increment_counter(self, group, counter, amount=1):
        """Counters of mrjob are not kept."""

    def set_status(self, message):
        """There is no one to tell."""


class _Module(types.ModuleType):
    """Every other name of mrjob is some class."""

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return type(name, (), {})
