"""Where tasks are carried out: in this process, in a pool of processes, or on any other executor.

An executor is whatever `concurrent.futures` calls one. Tasks are handed over a few at a time, so that no more
than a few publications are in memory, however many there are.
"""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from typing import Any, TypeVar

from pipeline.build import failures
from pipeline.build.plan import Task
from pipeline.build.produce import Produced, failed, produce, warm_up
from pipeline.conformance import gate

T = TypeVar("T")
Start = Callable[[], Executor]


class InProcess(Executor):
    """Does at once, in this process, what it is given."""

    def submit(self, fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> Future[T]:
        future: Future[T] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


def best(tasks: list[Task], jobs: int) -> tuple[Start, int]:
    """The way to carry out these tasks on this machine: what starts an executor, and how many at a time.

    One task, or one job, stays in this process. Otherwise processes: forked on Linux, after what they need was
    loaded once here; started afresh elsewhere, where forking is not safe. Raises MachineError.
    """
    workers = min(jobs, len(tasks))
    if workers < 2:
        return InProcess, 1
    if sys.platform == "linux":
        likely = frozenset().union(*(task.likely for task in tasks))
        warm_up([edition for edition in tasks[0].editions if edition.name in likely], tasks[0].house)
    return (lambda: _processes(workers)), workers + 1


def _processes(workers: int) -> Executor:
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    context = get_context("fork" if sys.platform == "linux" and gate.is_forkable() else "spawn")
    return ProcessPoolExecutor(workers, mp_context=context, initializer=_settle)


def _settle() -> None:
    """In a new worker: an interrupt is the main process's affair, and none outlives it."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG, prctl(2)


def run(tasks: Iterable[Task], start: Start, width: int) -> Iterator[Produced]:
    """Carries out tasks, `width` at a time, and gives each result as it comes.

    A worker that dies takes its whole pool with it: every task that was under way is then tried again alone,
    and the one that kills its worker once more is the one that is reported.
    """
    waiting = deque(tasks)
    under_way: dict[Future[Produced], Task] = {}
    executor = start()
    try:
        while waiting or under_way:
            suspects: list[Task] = []
            try:
                while waiting and len(under_way) < width:
                    under_way[executor.submit(produce, waiting[0])] = waiting[0]
                    waiting.popleft()
            except BrokenExecutor:
                suspects += under_way.values()
                under_way.clear()
            done = wait(under_way, return_when=FIRST_COMPLETED).done if under_way else ()
            for future in done:
                task = under_way.pop(future)
                if isinstance(future.exception(), BrokenExecutor):
                    suspects.append(task)
                else:
                    yield future.result()
            if suspects:
                suspects += under_way.values()
                under_way.clear()
                executor.shutdown(cancel_futures=True)
                for task in suspects:
                    yield alone(task, start)
                executor = start()
        executor.shutdown()
    except BaseException:
        _stop(executor)
        raise


def alone(task: Task, start: Start) -> Produced:
    """Carries out one task in an executor of its own; if that dies, the task is to blame."""
    with start() as executor:
        try:
            return executor.submit(produce, task).result()
        except BrokenExecutor:
            return failed(task.name, [failures.crashed(f"source/{task.name}")])


def _stop(executor: Executor) -> None:
    """Leaves soon: processes that are at work are ended, what waits is dropped, and no thread is left behind."""
    if "multiprocessing" in sys.modules:
        from multiprocessing import active_children

        for child in active_children():
            child.terminate()
    executor.shutdown(cancel_futures=True)
