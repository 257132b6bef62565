"""A headless Chromium of this machine, driven by Selenium: open a page, look at it in light and dark, print it."""

from __future__ import annotations

import base64
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["BROWSER", "DRIVER", "chromium", "emulate", "pdf", "picture"]

BROWSER, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")


@contextmanager
def chromium() -> Iterator[webdriver.Chrome]:
    """Start a browser that keeps no profile, and end it."""
    options = Options()
    options.binary_location = BROWSER or ""
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(DRIVER))
    try:
        yield driver
    finally:
        driver.quit()


def emulate(driver: webdriver.Chrome, *, width: int, dark: bool = False, height: int = 900) -> None:
    """Give the window a width (below 600 it is a phone) and the light or dark scheme."""
    size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    scheme = [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": scheme})


def picture(driver: webdriver.Chrome, path: Path, *, whole: bool = False) -> None:
    """Save what the window shows, or the whole page, as a PNG."""
    shot: dict[str, Any] = driver.execute_cdp_cmd(
        "Page.captureScreenshot", {"captureBeyondViewport": whole} | (_clip(driver) if whole else {})
    )
    path.write_bytes(base64.b64decode(shot["data"]))


def _clip(driver: webdriver.Chrome) -> dict[str, Any]:
    size = driver.execute_cdp_cmd("Page.getLayoutMetrics", {})["cssContentSize"]
    return {"clip": {"x": 0, "y": 0, "width": size["width"], "height": min(size["height"], 12000), "scale": 1}}


def pdf(driver: webdriver.Chrome, path: Path) -> None:
    """Print the page as a person would: on the paper that its style names."""
    printed = driver.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True, "printBackground": True})
    path.write_bytes(base64.b64decode(printed["data"]))
