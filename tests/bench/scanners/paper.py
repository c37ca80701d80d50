"""What paper, ink and glass do to a page, by Augraphy: its own effects at the strength of an office, not of a flood.

Augraphy draws from the generators of `random` and `numpy`, and what it compiles from numba's own: all
are seeded for every page.
"""

from __future__ import annotations

import random
import warnings
from collections.abc import Callable
from functools import cache
from typing import Any

import cv2
import numpy as np

from tests.bench.scanners.draw import Picture

_SHARES = {"uneven light": 0.35, "light": 0.5}
"""How much of an effect is mixed in where Augraphy's own strengths do not go low enough."""
Effect = Callable[[], Any]
"""Makes one augmentation of Augraphy; it draws its own strength when it is made or used."""


@cache
def _shelf() -> dict[str, dict[str, Effect]]:
    """Effects by what they are of: ink, paper, glass, edge, fax, light."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import augraphy as a
    return {
        "ink": {
            "bleeding ink": lambda: a.InkBleed(intensity_range=(0.1, 0.3), kernel_size=(3, 3), severity=(0.1, 0.3)),
            "mottled ink": lambda: a.InkMottling(ink_mottling_alpha_range=(0.1, 0.3)),
            "faint lines": lambda: a.LowInkRandomLines(count_range=(3, 8), use_consistent_lines=False),
            "faint stripes": lambda: a.LowInkPeriodicLines(count_range=(2, 4), period_range=(16, 32)),
            "worn rules": lambda: a.LinesDegradation(
                line_gradient_range=(32, 255), line_split_probability=(0.1, 0.2), line_replacement_value=(200, 240),
                line_replacement_probability=(0.2, 0.3), line_long_to_short_ratio=(5, 7),
            ),
            "gamma": lambda: a.Gamma(gamma_range=(0.7, 1.4)),
        },
        "paper": {
            "coloured paper": lambda: a.ColorPaper(hue_range=(18, 32), saturation_range=(8, 30)),
            "grained paper": lambda: a.BrightnessTexturize(texturize_range=(0.88, 0.97), deviation=0.04),
            "clouded paper": lambda: a.NoiseTexturize(sigma_range=(2, 4), turbulence_range=(2, 4)),
            "show-through": lambda: a.BleedThrough(intensity_range=(0.1, 0.4), alpha=0.15, offsets=(20, 20)),
        },
        "glass": {
            "noise": lambda: a.SubtleNoise(subtle_range=12),
            "drum": lambda: a.DirtyDrum(
                line_width_range=(1, 3), line_concentration=0.02, direction=1, noise_intensity=0.15,
                noise_value=(90, 200),
            ),
            "copier dirt": lambda: a.BadPhotoCopy(
                noise_type=1, noise_side="random", noise_iteration=(1, 1), noise_size=(1, 2),
                noise_value=(120, 200), noise_sparsity=(0.1, 0.3), noise_concentration=(0.02, 0.08), blur_noise=0,
                wave_pattern=0, edge_effect=0,
            ),
            "uneven light": lambda: a.LightingGradient(
                max_brightness=255, min_brightness=120, mode="gaussian", transparency=0.6
            ),
            "brightness": lambda: a.Brightness(brightness_range=(0.8, 1.15)),
        },
        "roller": {"rollers": lambda: a.DirtyRollers(line_width_range=(8, 16), scanline_type=0)},
        "fold": {
            "fold": lambda: a.Folding(
                fold_count=1, fold_noise=0.0, gradient_width=(0.05, 0.12), gradient_height=(0.002, 0.006),
                backdrop_color=(235, 235, 235),
            )
        },
        "light": {
            "shadow": lambda: a.ShadowCast(
                shadow_vertices_range=(2, 5), shadow_width_range=(0.3, 0.7), shadow_height_range=(0.3, 0.7),
                shadow_opacity_range=(0.2, 0.45), shadow_iterations_range=(1, 1), shadow_blur_kernel_range=(151, 301),
            ),
            "light": lambda: a.LightingGradient(
                max_brightness=255, min_brightness=80, mode="gaussian", transparency=0.5
            ),
        },
    }  # fmt: skip


def there() -> bool:
    """Whether Augraphy is installed."""
    import importlib.util

    return importlib.util.find_spec("augraphy") is not None


def seed(text: str) -> random.Random:
    """Seed what Augraphy draws from; the generator given is the bench's own for the same page."""
    own = random.Random(text)
    random.seed(own.random())
    np.random.seed(own.randrange(2**32))
    cv2.setRNGSeed(own.randrange(2**31))
    _seed_compiled()(own.randrange(2**32))
    return own


@cache
def _seed_compiled() -> Callable[[int], None]:
    import numba

    @numba.njit  # type: ignore[untyped-decorator]
    def plant(number: int) -> None:
        np.random.seed(number)

    return plant  # type: ignore[no-any-return]


def choose(shelf: str, own: random.Random) -> str:
    """The name of one effect."""
    return own.choice(sorted(_shelf()[shelf]))


def laid(picture: Picture, shelf: str, name: str, share: float = 1.0) -> Picture:
    """The picture with one effect, mixed with the untouched one by its share."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = _shelf()[shelf][name]()(picture.copy())
    share = min(share, _SHARES.get(name, 1.0))
    out = np.asarray(found[0] if isinstance(found, list | tuple) else found)
    if out.ndim == 2:
        out = cv2.cvtColor(out, cv2.COLOR_GRAY2BGR)
    if out.shape != picture.shape:
        out = cv2.resize(out, picture.shape[1::-1], interpolation=cv2.INTER_AREA)
    out = np.clip(out, 0, 255).astype(np.uint8)
    return out if share >= 1 else np.asarray(cv2.addWeighted(out, share, picture, 1 - share, 0), np.uint8)
