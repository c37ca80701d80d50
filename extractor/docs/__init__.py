"""What does not fit a short README, held to the code by tests: one Markdown file a topic."""

from __future__ import annotations

from importlib import resources

from extractor.errors import UsageError


def topics() -> list[str]:
    """The names of the topics, in order."""
    names = (entry.name for entry in resources.files(__name__).iterdir())
    return sorted(name.removesuffix(".md") for name in names if name.endswith(".md"))


def text(topic: str) -> str:
    """A topic, as Markdown; raises `UsageError` where there is none of that name."""
    if topic not in topics():
        raise UsageError(f"没有“{topic}”这篇说明", f"现有：{'、'.join(topics())}。")
    return (resources.files(__name__) / f"{topic}.md").read_text(encoding="utf-8")
