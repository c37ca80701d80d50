"""What the server that workers are forked from loads once: the stages and the workbook writer."""

from __future__ import annotations
