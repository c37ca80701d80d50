"""Many PDFs: find them, read each, write each, sum up. One document, one outcome; a run never dies of a document."""

from __future__ import annotations

from extractor.batch.destination import Destination, Store, destination
from extractor.batch.discover import discover
from extractor.batch.engine import Settings, execute, plan
from extractor.batch.locations import Location, RemoteFile
from extractor.batch.log import logged
from extractor.batch.pool import STOPPED, Limits
from extractor.batch.report import RunReport
from extractor.batch.run import Done, Job, Options, run

__all__ = [
    "STOPPED",
    "Destination",
    "Done",
    "Job",
    "Limits",
    "Location",
    "Options",
    "RemoteFile",
    "RunReport",
    "Settings",
    "Store",
    "destination",
    "discover",
    "execute",
    "logged",
    "plan",
    "run",
]
