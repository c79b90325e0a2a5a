"""A Dask cluster that runs already: whether it answers, and how many batches it takes at a time."""

from __future__ import annotations

from pipeline.errors import MissingExtra, UsageError

_SECONDS = "5s"


def threads_of(address: str) -> int:
    """How many batches a cluster does at a time; raises `UsageError` where nothing answers."""
    try:
        from distributed import Client
    except ImportError as error:
        raise MissingExtra("prefect-dask", "dask") from error
    try:
        with Client(address, timeout=_SECONDS, set_as_default=False) as client:  # type: ignore[no-untyped-call]
            threads: dict[str, int] = client.nthreads()
            return max(1, sum(threads.values()))
    except (OSError, ValueError) as error:
        raise UsageError(
            f"Không kết nối được cụm Dask {address}. Hãy kiểm tra địa chỉ và dask scheduler.",
            f"The Dask cluster {address} cannot be reached. Check the address and its scheduler.",
        ) from error
