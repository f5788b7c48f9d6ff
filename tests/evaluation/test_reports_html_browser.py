from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from nia.evaluation.report import html
from tests.evaluation.results import rich_run
from tests.servers import need

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    need.demand("needs_chromium")
    from tests.browser.page import chromium_browser

    with chromium_browser() as browser:
        yield browser


@pytest.fixture
def address(tmp_path: Path) -> str:
    path = tmp_path / "report.html"
    path.write_text(html.render(rich_run()), encoding="utf-8")
    return path.as_uri()


def opened(page: Page, address: str) -> list[str]:
    """Open the report; return what the browser had to complain of, as it goes on."""
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda request: request.url == address or complaints.append(request.url))
    page.goto(address)
    return complaints


@pytest.mark.needs_chromium
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440])
def test_it_fits_its_screen_and_can_be_told_apart(browser: Browser, address: str, width: int, scheme: str) -> None:
    from tests.browser.page import new_page

    with new_page(browser, width=width, color_scheme=scheme) as page:
        complaints = opened(page, address)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate(LOW_CONTRAST) == []
        assert complaints == []


@pytest.mark.needs_chromium
def test_the_box_narrows_the_page_down(browser: Browser, address: str) -> None:
    from tests.browser.page import new_page

    with new_page(browser) as page:
        complaints = opened(page, address)
        page.fill("#filter", "zenith phone")
        assert page.locator(".conversation:visible").count() == 1
        assert page.locator("#count").text_content() == "1 of 17 shown"
        page.fill("#filter", "")
        page.select_option("#language", "hi")
        assert page.locator(".conversation:visible h3").all_text_contents() == ["✗failed: leads-hi/number"]
        page.click("#close")
        assert page.locator(".conversation:visible[open]").count() == 0
        assert complaints == []


@pytest.mark.needs_chromium
def test_it_is_all_there_without_scripts(browser: Browser, address: str) -> None:
    from tests.browser.page import new_page

    with new_page(browser, java_script_enabled=False) as page:
        page.goto(address)
        assert page.locator("#tools").is_hidden()
        assert page.locator(".conversation").count() == 17
        page.locator(".conversation.passed summary").first.press("Enter")
        assert page.locator(".conversation.passed").first.get_attribute("open") is not None


#: The texts whose colour has less contrast with their ground than WCAG's AA asks for (4.5 to 1).
LOW_CONTRAST = """() => {
  const rgb = (text) => text.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((c) => c / 255)
    .map((c) => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const ground = (node) => {
    for (; node; node = node.parentElement) {
      const found = rgb(getComputedStyle(node).backgroundColor);
      if (found.length < 4 || found[3] > 0) return found;
    }
    return [255, 255, 255];
  };
  const low = new Set();
  for (const node of document.querySelectorAll("body *")) {
    const own = [...node.childNodes].some((child) => child.nodeType === 3 && child.data.trim());
    if (!own || ["SCRIPT", "STYLE", "OPTION"].includes(node.tagName)) continue;
    const [a, b] = [light(rgb(getComputedStyle(node).color)), light(ground(node))].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < 4.5) low.add(`${node.tagName}.${node.className} ${ratio.toFixed(2)}`);
  }
  return [...low];
}"""
