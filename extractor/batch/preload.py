"""What the server that workers are forked from loads once: the stages, the workbook writer, the families of forms."""

from __future__ import annotations

import extractor.document.reading
import extractor.export.workbook  # noqa: F401
from extractor.forms import families

# What is read when it is first asked for is read here, so that no worker need read it again.
for _family in families().values():
    _ = _family.figures, _family.identities, _family.narrative
