"""The pages as a reader has them: in a real browser, by mouse, by keyboard, without script, on a phone, on paper."""

import itertools
import json
import time

import pytest

from framing.report.html import highlight, page
from framing.report.layers import notes_of
from tests.report.test_html import HOSTILE, shown
from tests.texts import ARTICLES, ODD

pytestmark = pytest.mark.browser

SWITCHES = {"dl": "tl", "dh": "th", "da": "ta", "ds": "ts"}
UNDERLINED = """
Object.fromEntries(['dl', 'dh', 'da', 'ds'].map(kind => [kind, [...document.querySelectorAll('mark.' + kind)]
  .filter(mark => getComputedStyle(mark).textDecorationLine === 'underline').length]))
"""
COUNT = "document.querySelectorAll('{}').length"
BOX = "(box => box && !box.hidden ? box.innerText : '')(document.getElementById('framing-box'))"
RECT = """
(box => [box.left, box.top, box.right, box.bottom])(document.getElementById('framing-box').getBoundingClientRect())
"""
# What a reader passes with Tab.
FOCUSED = "(one => one === document.body ? '' : one.tagName + ' ' + (one.className || one.id || one.textContent))\
(document.activeElement)"


def underlined(chromium):
    return chromium.run(UNDERLINED)


def settle(chromium, expression, want):
    """Wait for the page to say what it should, for as long as its own delays may take."""
    until = time.monotonic() + 5
    while time.monotonic() < until:
        if chromium.run(expression) == want:
            return
        time.sleep(0.05)
    assert chromium.run(expression) == want


def check_quiet(chromium, path):
    assert chromium.complaints == []
    assert chromium.requests == [path.as_uri()]


# --------------------------------------------------------------------------- text


@pytest.mark.parametrize("name", ARTICLES | ODD)
def test_the_text_in_the_browser_is_the_articles_text(chromium, write, profiles, name):
    text = (ARTICLES | ODD)[name]
    path = write("text", page(profiles[name]))
    chromium.open(path)
    assert chromium.run("document.querySelector('.framing-text').textContent") == shown(text)
    check_quiet(chromium, path)


@pytest.mark.parametrize("name", ["wall", "levy", "paste", "emoji"])
def test_all_of_it_can_be_seen(chromium, write, profiles, name):
    chromium.open(write("seen", page(profiles[name])))
    assert chromium.run("document.querySelector('.framing-text').innerText") == shown((ARTICLES | ODD)[name])


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_does_nothing(chromium, write, analyzer, name):
    text = HOSTILE[name]
    path = write("hostile", page(analyzer.analyze(text, title=text, outlet=text, published=text)))
    chromium.open(path)
    assert chromium.run("document.querySelector('.framing-text').textContent") == text
    assert chromium.run("[document.scripts.length, document.images.length]") == [1, 0]
    assert chromium.run("document.querySelector('h1').textContent") == " ".join(text.split())
    check_quiet(chromium, path)


# --------------------------------------------------------------------------- switches


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
@pytest.mark.parametrize(("kind", "switch"), SWITCHES.items())
def test_a_dimension_can_be_switched_off_and_on(chromium, article_page, kind, switch, script):
    chromium.open(article_page, script=script)
    before = underlined(chromium)
    assert all(before.values())
    chromium.tap(f".{switch}")
    assert underlined(chromium) == before | {kind: 0}
    chromium.tap(f".{switch}")
    assert underlined(chromium) == before


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
@pytest.mark.parametrize(("switch", "own", "other"), [("tw", "va", "vq"), ("tq", "vq", "va")])
def test_a_voice_can_be_switched_off(chromium, article_page, switch, own, other, script):
    chromium.open(article_page, script=script)
    total = chromium.run(COUNT.format("mark"))
    gone = chromium.run(COUNT.format(f"mark.{own}:not(.{other})"))
    assert 0 < gone < total
    chromium.tap(f".{switch}")
    assert sum(underlined(chromium).values()) == total - gone


def test_with_neither_voice_nothing_is_marked(chromium, article_page):
    chromium.open(article_page)
    chromium.tap(".tw")
    chromium.tap(".tq")
    assert sum(underlined(chromium).values()) == 0
    assert chromium.run(COUNT.format('mark[tabindex="0"]')) == 0


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_an_actor_can_be_chosen(chromium, article_page, network_profile, script):
    chromium.open(article_page, script=script)
    names = chromium.run("[...document.querySelectorAll('option')].map(one => one.textContent)")
    assert names[0] == "every actor"
    assert set(names[1:]) <= {actor.name for actor in network_profile.actors}
    choose = "(list => {{ list.selectedIndex = {}; list.dispatchEvent(new Event('change', {{bubbles: true}})); }})"
    chromium.run(choose.format(1) + "(document.querySelector('select'))")
    assert sum(underlined(chromium).values()) == chromium.run(COUNT.format("mark.a0")) > 0
    boxed = "[...document.querySelectorAll('.mention')].filter(one => getComputedStyle(one).outlineStyle === 'solid')"
    assert set(chromium.run(f"{boxed}.map(one => one.classList[1])")) == {"a0"}
    chromium.run(choose.format(0) + "(document.querySelector('select'))")
    assert sum(underlined(chromium).values()) == chromium.run(COUNT.format("mark"))
    assert chromium.run(f"{boxed}.length") == 0


def test_no_dimension_is_told_by_colour_alone(chromium, article_page):
    chromium.open(article_page)
    kinds = [f"document.querySelector('{what}.{kind}')" for what in ("mark", ".keys .key") for kind in SWITCHES]
    styles = chromium.run(f"[{','.join(kinds)}].map(one => getComputedStyle(one).textDecorationStyle)")
    assert len(set(styles[:4])) == 4
    assert styles[:4] == styles[4:]


# --------------------------------------------------------------------------- what a mark says


def test_pointing_at_a_mark_shows_what_fired(chromium, article_page, network_profile):
    notes = notes_of(network_profile)
    chromium.open(article_page)
    for place in range(chromium.run(COUNT.format("mark"))):
        chromium.press("Escape")  # else the last box may lie over the next mark
        chromium.point(2, 2)
        point = chromium.centre("mark", place=place)
        # The innermost mark is under the pointer, and lets those around it speak as well.
        hit = f"document.elementFromPoint({point[0]}, {point[1]}).closest('mark')"
        chromium.point(*point)
        numbers = chromium.run(f"{hit}.dataset.n").split()
        said = chromium.run(BOX)
        for number in numbers:
            note = notes[int(number)]
            for part in (note.text, note.what, note.effect.replace("-", "−"), *note.origins):
                assert " ".join(part.split()) in " ".join(said.split()), (note, said)
    chromium.point(2, 2)
    settle(chromium, BOX, "")
    check_quiet(chromium, article_page)


def test_surrounding_marks_speak_too_unless_they_are_off(chromium, article_page):
    chromium.open(article_page)
    nested = "mark:not(mark mark) > mark"
    assert chromium.run(COUNT.format(nested)) > 0
    inner, outer = chromium.run(
        f"(one => [one.dataset.n, one.parentElement.dataset.n])(document.querySelector('{nested}'))"
    )
    rows = "[...document.querySelectorAll('#framing-box li')].length"
    chromium.hover(nested)
    assert chromium.run(rows) == len({*inner.split(), *outer.split()})
    kind = chromium.run(f"document.querySelector('{nested}').parentElement.classList[0]")
    chromium.tap(f".{SWITCHES[kind]}")
    chromium.hover(nested)
    assert chromium.run(rows) == len(inner.split())


def test_a_tap_pins_the_box_and_another_lets_go(chromium, article_page):
    chromium.open(article_page, width=390, height=844)
    chromium.tap("mark", place=3)
    pinned = chromium.run(BOX)
    assert pinned
    chromium.point(5, 5)
    time.sleep(0.4)
    assert chromium.run(BOX) == pinned
    assert chromium.run("document.getElementById('framing-box').getBoundingClientRect().left") == 0
    chromium.tap("h1")
    assert chromium.run(BOX) == ""


def test_the_pointer_may_enter_the_box(chromium, article_page):
    chromium.open(article_page)
    chromium.hover("mark", place=2)
    said = chromium.run(BOX)
    left, top, *_ = chromium.run(RECT)
    chromium.point(left + 9, top + 9)
    time.sleep(0.4)
    assert chromium.run(BOX) == said != ""


@pytest.mark.parametrize("width", [390, 1280])
def test_the_box_stays_inside_the_window(chromium, article_page, width):
    chromium.open(article_page, width=width, height=500)
    for place in range(0, chromium.run(COUNT.format("mark")), 3):
        chromium.hover("mark", place=place)
        box = chromium.run(RECT)
        assert box[0] >= 0
        assert box[1] >= 0
        assert box[2] <= width
        assert box[3] <= 500


# --------------------------------------------------------------------------- keyboard


def test_the_article_is_one_tab_stop(chromium, article_page):
    chromium.open(article_page)
    stops = []
    for _ in range(40):
        chromium.press("Tab")
        stops.append(chromium.run(FOCUSED))
        if stops[-1].startswith("MARK"):
            break
    assert stops[-1].startswith("MARK")
    assert len(stops) < 16
    chromium.press("Tab")
    assert not chromium.run(FOCUSED).startswith("MARK")


def test_arrow_keys_walk_through_the_marks(chromium, article_page):
    chromium.open(article_page)
    number = "document.activeElement.dataset.n"
    all_of_them = chromium.run("[...document.querySelectorAll('mark:not(.again)')].map(mark => mark.dataset.n)")
    chromium.run("document.querySelector('mark').focus()")
    seen = [chromium.run(number)]
    said = {chromium.run(BOX)}
    for _ in all_of_them[1:]:
        chromium.press("ArrowRight")
        seen.append(chromium.run(number))
        said.add(chromium.run(BOX))
    assert seen == all_of_them
    assert "" not in said
    assert chromium.run(COUNT.format('mark[tabindex="0"]')) == 1
    chromium.press("ArrowRight")
    assert chromium.run(number) == all_of_them[-1]
    chromium.press("ArrowLeft")
    assert chromium.run(number) == all_of_them[-2]
    chromium.press("Home")
    assert chromium.run(number) == all_of_them[0]
    chromium.press("End")
    assert chromium.run(number) == all_of_them[-1]


def test_escape_closes_and_switched_off_marks_are_passed_over(chromium, article_page):
    chromium.open(article_page)
    chromium.run("document.querySelector('mark').focus()")
    assert chromium.run(BOX)
    chromium.press("Escape")
    assert chromium.run(BOX) == ""
    for switch in ("tl", "th", "ta"):
        chromium.tap(f".{switch}")
    chromium.run("document.querySelector('mark[tabindex=\"0\"]').focus()")
    classes = set()
    for _ in range(chromium.run(COUNT.format("mark.ds:not(.again)"))):
        classes.add(chromium.run("document.activeElement.classList[0]"))
        chromium.press("ArrowRight")
    assert classes == {"ds"}


def test_switches_work_by_keyboard(chromium, article_page):
    chromium.open(article_page)
    before = underlined(chromium)
    chromium.run("document.querySelector('.th').focus()")
    chromium.press(" ")
    assert underlined(chromium) == before | {"dh": 0}


def test_what_is_focused_is_described_by_the_box(chromium, article_page):
    chromium.open(article_page)
    chromium.run("document.querySelector('mark').focus()")
    described = "document.getElementById(document.activeElement.getAttribute('aria-describedby'))"
    assert chromium.run(f"{described}.innerText") == chromium.run(BOX) != ""
    assert chromium.run(f"{described}.getAttribute('role')") == "tooltip"


# --------------------------------------------------------------------------- without script, elsewhere, on paper


def test_without_script_titles_and_the_list_say_the_same(chromium, article_page, network_profile):
    chromium.open(article_page, script=False)
    titles = chromium.run("[...document.querySelectorAll('mark')].map(mark => mark.title)")
    assert all(titles)
    chromium.tap("#marks ~ details summary")
    rows = chromium.run("[...document.querySelectorAll('.list li li')].map(one => one.innerText)")
    assert len(rows) == len(notes_of(network_profile))
    assert all(rows)


def test_the_notebook_view_needs_no_script(chromium, write, network_profile):
    body = highlight(network_profile)
    style = "<style>body{background:#111;color:#ddd}</style>"
    path = write("notebook", f'<!doctype html><meta charset="utf-8"><title>n</title>{style}{body}<hr>{body}')
    chromium.open(path, script=False)
    before = underlined(chromium)
    chromium.tap(".th")
    # The two outputs do not disturb each other.
    assert underlined(chromium) == before | {"dh": before["dh"] // 2}
    titles = chromium.run("[...document.querySelectorAll('mark')].map(mark => mark.title)")
    assert all("list row" in title or "network head" in title for title in titles)
    check_quiet(chromium, path)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_follows_the_readers_scheme(chromium, article_page, scheme):
    chromium.open(article_page, scheme=scheme)
    paper = chromium.run("getComputedStyle(document.body).backgroundColor")
    assert (sum(map(int, paper[4:-1].split(","))) < 150) == (scheme == "dark")


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_nothing_runs_out_of_the_window(chromium, article_page, comparison_page, width):
    for path in (article_page, comparison_page):
        chromium.open(path, width=width)
        assert chromium.run("document.documentElement.scrollWidth") <= width


def test_the_page_prints(chromium, article_page, tmp_path):
    chromium.open(article_page, scheme="dark")
    chromium.pdf(tmp_path / "page.pdf")
    assert (tmp_path / "page.pdf").read_bytes().startswith(b"%PDF")
    chromium.send("Emulation.setEmulatedMedia", media="print")
    for selector in (".skips", ".hint", ".keys input"):
        assert chromium.run(f"getComputedStyle(document.querySelector('{selector}')).display") == "none"
    assert chromium.run("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert sum(underlined(chromium).values()) > 0


# --------------------------------------------------------------------------- comparison


def test_articles_stand_side_by_side_or_one_below_the_other(chromium, comparison_page):
    boxes = "[...document.querySelectorAll('.articles > section')].map(one => one.getBoundingClientRect())"
    places = f"{boxes}.map(box => [box.left, box.top])"
    chromium.open(comparison_page)
    wide = chromium.run(places)
    assert len({round(top) for _, top in wide}) == 1
    assert len({left for left, _ in wide}) == 3
    chromium.open(comparison_page, width=390)
    narrow = chromium.run(places)
    assert len({left for left, _ in narrow}) == 1
    assert [top for _, top in narrow] == sorted({top for _, top in narrow})
    check_quiet(chromium, comparison_page)


def test_one_switch_goes_for_all_articles(chromium, comparison_page):
    chromium.open(comparison_page)
    before = underlined(chromium)
    chromium.tap(".tl")
    assert underlined(chromium) == before | {"dl": 0}
    chromium.hover("#a1 mark.dh")
    number = chromium.run("document.querySelector('#a1 mark.dh').dataset.n.split(' ')[0]")
    said = chromium.run(f"document.getElementById('a1e{number}').textContent")
    assert " ".join(said.split()) in " ".join(chromium.run(BOX).split())
    assert chromium.run(COUNT.format('mark[tabindex="0"]')) == 3


# --------------------------------------------------------------------------- accessibility


@pytest.mark.parametrize(
    ("which", "scheme", "width"),
    list(itertools.product(["article", "comparison"], ["light", "dark"], [390, 1280])),
)
def test_axe_finds_nothing_serious(chromium, axe, article_page, comparison_page, which, scheme, width):
    chromium.open(article_page if which == "article" else comparison_page, scheme=scheme, width=width)
    chromium.run("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    chromium.run("document.querySelector('mark').focus()")
    chromium.run(f"{axe}; void 0")
    found = json.loads(
        chromium.run(
            "axe.run(document, {resultTypes: ['violations']}).then(found => JSON.stringify(found.violations.map(one => "
            "[one.impact, one.id, one.nodes.slice(0, 3).map(node => node.html.slice(0, 99) + node.failureSummary)])))"
        )
    )
    assert [one for one in found if one[0] in ("serious", "critical")] == []
    assert found == []
