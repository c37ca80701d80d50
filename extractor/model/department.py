"""Whose document it is, as a key that joins years and versions: a name, a place, a user's own id."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Department:
    """A body that publishes: as printed, and under the names it is found by."""

    entity: str
    """As printed."""
    name: str
    """Without what only some of its documents print: white space, 本级 or 机关 behind it, the year, 部门决算; in
    simplified characters. Of a body of the user's directory the name that it has there."""
    scope: str = ""
    """部门 (with its units), 单位 (one unit), 本级 (the body itself without its units), "" where nobody says."""
    province: str = ""
    city: str = ""
    """Of a county that no city is over, ""; of 北京, 上海, 天津 and 重庆 the same as the province."""
    county: str = ""
    region_code: str = ""
    """Six digits, as 民政部 publishes them; "" where the place is not known."""
    id: str = ""
    """In the user's own directory; "" where that does not have it, or has several."""
    note: str = ""
    """Why there is no place or no id, or what contradicts: Chinese sentences."""

    @property
    def region(self) -> str:
        """The place in full: 上海市普陀区; "" where it is not known."""
        return "".join(dict.fromkeys((self.province, self.city, self.county)))
