"""A small client of the jackdaw daemon: Python 3.9 or newer, and the `websockets` package."""

import asyncio
import json
import os
from pathlib import Path

import websockets


class JackdawError(Exception):
    """A failure with its stable code, as PROTOCOL.md lists them."""

    def __init__(self, code, message):
        super().__init__(message)
        self.code = code


def daemon_file():
    """What the daemon says of itself; `jackdaw daemon start` starts one."""
    home = os.environ.get("JACKDAW_HOME")
    state = os.environ.get("XDG_STATE_HOME") or Path.home() / ".local/state"
    run = Path(home) / "run" if home else Path(state) / "jackdaw/run"
    return json.loads((run / "daemon.json").read_text())


class Jackdaw:
    """One connection. Use it with `async with`."""

    async def __aenter__(self):
        # The Unix socket asks for no token: its file's mode is the permission.
        self._socket = await websockets.unix_connect(daemon_file()["socket"], "ws://localhost/ws", max_size=16 * 1024 * 1024)
        self._last_id = 0
        await self.call("hello", protocol=1, client="python-example")
        return self

    async def __aexit__(self, *_):
        await self._socket.close()

    async def call(self, method, **params):
        """One method; its result, or a JackdawError."""
        self._last_id += 1
        call = {"jsonrpc": "2.0", "id": self._last_id, "method": method, "params": params}
        await self._socket.send(json.dumps(call))
        while True:
            frame = json.loads(await self._socket.recv())
            if frame.get("id") == self._last_id:
                return self._result(frame)

    async def stream(self, **request):
        """The events of a turn, the last one included."""
        turn = await self.call("turn.start", request=request)
        while True:
            frame = json.loads(await self._socket.recv())
            if frame.get("method") != "turn.event" or frame["params"]["turnId"] != turn["turnId"]:
                continue
            event = frame["params"]["event"]
            yield event
            if event["type"] == "turn-error":
                raise JackdawError(event["error"]["code"], event["error"]["message"])
            if event["type"] == "turn-end":
                return

    @staticmethod
    def _result(frame):
        if "error" in frame:
            raise JackdawError(frame["error"].get("data", {}).get("code", "internal"), frame["error"]["message"])
        return frame["result"]


async def main():
    async with Jackdaw() as jackdaw:
        async for event in jackdaw.stream(prompt="What is a jackdaw?"):
            if event["type"] == "text-delta":
                print(event["text"], end="", flush=True)
        print()
        answer = await jackdaw.call("ask", request={"prompt": "What is a jackdaw?"})
        print(f"again: {answer['cache']}, {answer['latencyMs']:.0f} ms, ${answer['costUsd']}")


if __name__ == "__main__":
    asyncio.run(main())
