"""A headless Chromium, driven over its debugging socket: just what the tests of pages need."""

from __future__ import annotations

import base64
import json
import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

NAMES = ("chromium", "chromium-browser", "google-chrome")
KEYS = {"Tab": 9, "Escape": 27, "ArrowRight": 39, "ArrowLeft": 37, "Home": 36, "End": 35, " ": 32}


def found() -> str | None:
    """Where the browser is, or None."""
    return next((path for path in map(shutil.which, NAMES) if path), None)


class Chromium:
    """One browser with one tab.

    Everything the tab complains about or asks the network for is kept in `complaints` and `requests`.
    """

    def __init__(self) -> None:
        import websocket

        binary = found()
        if binary is None:
            raise FileNotFoundError("no chromium on the path")
        self._folder = tempfile.TemporaryDirectory(prefix="framing-browser-", ignore_cleanup_errors=True)
        # Without its sandbox it also starts as root in a container; it opens nothing but pages of these tests.
        self._process = subprocess.Popen(
            [
                binary, "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
                "--disable-background-networking", "--disable-component-update", "--disable-extensions",
                "--hide-scrollbars", "--force-color-profile=srgb", "--remote-debugging-port=0",
                f"--user-data-dir={self._folder.name}", "about:blank",
            ],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        self._socket: Any = None
        try:
            port, path = self._address()
            self._socket = websocket.create_connection(
                f"ws://127.0.0.1:{port}{path}", timeout=60, suppress_origin=True, skip_utf8_validation=True
            )
            self._number = 0
            self._session: str | None = None
            self.complaints: list[str] = []
            self.requests: list[str] = []
            target = self.send("Target.createTarget", url="about:blank")["targetId"]
            self._session = self.send("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
            for domain in ("Page", "Runtime", "Log", "Network"):
                self.send(f"{domain}.enable")
        except BaseException:
            self.close()
            raise

    def _address(self) -> tuple[str, str]:
        file = Path(self._folder.name) / "DevToolsActivePort"
        until = time.monotonic() + 60
        while time.monotonic() < until:
            if self._process.poll() is not None:
                raise OSError(f"the browser ended with status {self._process.returncode}")
            lines = file.read_text().split() if file.exists() else []
            if len(lines) == 2:
                return lines[0], lines[1]
            time.sleep(0.05)
        raise TimeoutError("the browser did not open its debugging port")

    def close(self) -> None:
        if self._socket is not None:
            self._socket.close()
        self._process.terminate()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._folder.cleanup()

    # ------------------------------------------------------------------ protocol

    def send(self, method: str, **parameters: Any) -> dict[str, Any]:
        self._number += 1
        message: dict[str, Any] = {"id": self._number, "method": method, "params": parameters}
        if self._session is not None:
            message["sessionId"] = self._session
        self._socket.send(json.dumps(message))
        while True:
            answer = self._receive()
            if answer.get("id") == self._number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']}")
                return answer["result"]

    def _receive(self) -> dict[str, Any]:
        answer = json.loads(self._socket.recv())
        method, parameters = answer.get("method"), answer.get("params", {})
        if method == "Runtime.exceptionThrown":
            self.complaints.append(json.dumps(parameters["exceptionDetails"])[:500])
        elif method == "Runtime.consoleAPICalled" and parameters["type"] in ("error", "warning", "assert"):
            self.complaints.append(json.dumps(parameters["args"])[:500])
        elif method == "Log.entryAdded" and parameters["entry"]["level"] in ("error", "warning"):
            self.complaints.append(parameters["entry"]["text"])
        elif method == "Page.javascriptDialogOpening":
            self.complaints.append(f"dialog: {parameters['message']}")
        elif method == "Network.requestWillBeSent":
            self.requests.append(parameters["request"]["url"])
        return answer

    def _until(self, method: str) -> None:
        until = time.monotonic() + 60
        while time.monotonic() < until:
            if self._receive().get("method") == method:
                return
        raise TimeoutError(f"the browser never sent {method}")

    # ------------------------------------------------------------------ what a reader does

    def open(
        self, path: Path, *, width: int = 1280, height: int = 900, scheme: str = "light", script: bool = True
    ) -> None:
        """Load a page of the disk in a window of a size and colour scheme, with or without its script."""
        self.send("Emulation.setScriptExecutionDisabled", value=not script)
        self.send("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)
        self.send("Emulation.setEmulatedMedia", media="", features=[{"name": "prefers-color-scheme", "value": scheme}])
        self.point(0, 0)
        # By way of an empty page, so that an anchor in the address does not keep the old one.
        for url in ("about:blank", path.as_uri()):
            self.complaints.clear()
            self.requests.clear()
            self.send("Page.navigate", url=url)
            self._until("Page.loadEventFired")

    def run(self, expression: str) -> Any:
        """Evaluate JavaScript in the page; promises are waited for."""
        answer = self.send("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in answer:
            raise RuntimeError(answer["exceptionDetails"]["exception"].get("description", "error in the page"))
        return answer["result"].get("value")

    def point(self, x: float, y: float) -> None:
        self.send("Input.dispatchMouseEvent", type="mouseMoved", x=x, y=y)

    def click(self, x: float, y: float) -> None:
        self.point(x, y)
        for kind in ("mousePressed", "mouseReleased"):
            self.send("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    def press(self, key: str, *, times: int = 1) -> None:
        for _ in range(times):
            common = {"key": key, "code": "Space" if key == " " else key, "windowsVirtualKeyCode": KEYS[key]}
            self.send("Input.dispatchKeyEvent", type="keyDown", text=" " if key == " " else "", **common)
            self.send("Input.dispatchKeyEvent", type="keyUp", **common)

    def centre(self, selector: str, *, place: int = 0) -> tuple[float, float]:
        """Scroll an element into view and say where the middle of its first line is."""
        return tuple(
            self.run(
                f"(() => {{ const one = document.querySelectorAll({json.dumps(selector)})[{place}];"
                "one.scrollIntoView({block: 'center'}); const box = one.getClientRects()[0];"
                "return [box.left + box.width / 2, box.top + box.height / 2]; })()"
            )
        )

    def hover(self, selector: str, *, place: int = 0) -> None:
        self.point(*self.centre(selector, place=place))

    def tap(self, selector: str, *, place: int = 0) -> None:
        self.click(*self.centre(selector, place=place))

    # ------------------------------------------------------------------ what comes out

    def screenshot(self, path: Path, *, whole: bool = True) -> None:
        image = self.send("Page.captureScreenshot", format="png", captureBeyondViewport=whole)
        path.write_bytes(base64.b64decode(image["data"]))

    def pdf(self, path: Path) -> None:
        path.write_bytes(base64.b64decode(self.send("Page.printToPDF", printBackground=False)["data"]))
