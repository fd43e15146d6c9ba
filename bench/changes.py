#!/usr/bin/env python3
"""How long a change takes until a gateway under load enforces it: to the first changed answer, and to the end of a tunnel.

    python3 bench/changes.py LISTS POPULAR [--work DIR] [--changes 200] [--clients 50]

A gateway in a process of its own serves --clients connections of load. Each change is one of four: a site is blocked, an
un-block ends, a parent's permission is withdrawn, a token is revoked. A stand-in for the platform publishes it; the clock
starts before it does. One connection asks for the page without pause, another holds a tunnel open. What a click costs
inside the platform before the policy is published is not in these figures.
"""
import argparse, base64, hashlib, json, os, pathlib, queue, socket, subprocess, threading, time

import proxy

HOST = "lesson.school.example"
TOKEN = "bench-changed-token"
IDENTITY = "Proxy-Authorization: Basic " + base64.b64encode((TOKEN + ":").encode()).decode()
DIGEST = hashlib.sha256(TOKEN.encode()).hexdigest()


class Platform(proxy.Platform):
    """Publishes policies that the run makes, and tells whoever listens."""
    current, tag, listeners = b"", "1-1", []

    def do_GET(self):
        if self.path.endswith("/changes"):
            told = queue.Queue()
            Platform.listeners.append(told)
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.send_header("Connection", "close")
            self.end_headers()
            event = f"event: policy\ndata: {Platform.tag}\n\n"
            while True:
                try:
                    self.wfile.write(event.encode())
                    self.wfile.flush()
                except OSError:
                    return
                try:
                    event = told.get(timeout=15)
                except queue.Empty:
                    event = "event: heartbeat\ndata:\n\n"
        elif self.headers.get("If-None-Match") == f'"{Platform.tag}"':
            self.answer(304, b"")
        else:
            self.answer(200, Platform.current)


def written(policy, version):
    return json.dumps(dict(policy, version=version)).encode(), f"1-{version}"


def publish(copy, tag):
    Platform.current, Platform.tag = copy, tag
    for listener in Platform.listeners:
        listener.put(f"event: policy\ndata: {tag}\n\n")


def rule(effect, source):
    return {"id": "changed", "host": HOST, "effect": effect, "source": source, "audiences": ["changed"] if source == "UNBLOCK" else [],
            "from": None, "until": None, "reason": "", "decidedBy": ""}


def states(base):
    """For each kind of change: the policy before it, when the page is open, and the one after it, when it is not."""
    def with_(rules=(), access=None, tokens=True):
        policy = json.loads(json.dumps(base))
        policy["rules"] += rules
        policy["readers"]["changed"] = {"ref": "changed", "profile": "ks2", "audiences": ["changed"], "staff": False,
                                        "access": access or {"state": "open", "until": None}}
        if tokens:
            policy["tokens"][DIGEST] = "changed"
        return policy
    shut = {"state": "shut", "code": "NOT_SIGNED", "sentence": "Not signed.", "until": None, "signHere": False}
    block = dict(rule("BLOCK", "SCHOOL"), id="standing")
    return {"a site is blocked": (with_(), with_([rule("BLOCK", "SCHOOL")])),
            "an un-block ends": (with_([block, rule("ALLOW", "UNBLOCK")]), with_([block])),
            "a permission is withdrawn": (with_(), with_(access=shut)),
            "a token is revoked": (with_(), with_(tokens=False))}


class Client:
    """One connection to the proxy."""
    def __init__(self, port):
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.file = self.socket.makefile("rb")

    def ask(self, line):
        self.socket.sendall(f"{line}\r\nHost: {HOST}\r\n{IDENTITY}\r\n\r\n".encode())
        first = self.file.readline()
        if not first:
            return 0  # It was called back while it was under way.
        status, length = int(first.split()[1]), 0
        for header in iter(self.file.readline, b"\r\n"):
            if header.lower().startswith(b"content-length:"):
                length = int(header.split(b":")[1])
        self.file.read(length)
        return status

    def page(self):
        return self.ask(f"GET http://{HOST}/1k HTTP/1.1")


def one(port, copy, tag):
    """Publishes a change and says when its two effects were seen, in milliseconds."""
    page, tunnel = Client(port), Client(port)
    assert tunnel.ask(f"CONNECT {HOST}:443 HTTP/1.1") == 200
    seen = {}

    def tunnel_ends():
        try:
            tunnel.file.read(1)
        except OSError:
            pass
        seen["tunnel"] = time.perf_counter()

    waiting = threading.Thread(target=tunnel_ends)
    waiting.start()
    assert page.page() == 200
    began = time.perf_counter()
    publish(copy, tag)
    while page.page() == 200:
        pass
    seen["page"] = time.perf_counter()
    waiting.join()
    return (seen["page"] - began) * 1000, (seen["tunnel"] - began) * 1000


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("lists", type=pathlib.Path)
    parser.add_argument("popular", type=pathlib.Path)
    parser.add_argument("--work", type=pathlib.Path, default=pathlib.Path("/tmp/schoolgate-bench-proxy"))
    parser.add_argument("--changes", type=int, default=200)
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--warm", type=int, default=20)
    parser.add_argument("--nice", type=int, default=0)
    parser.add_argument("--schoolgate", default=str(proxy.HERE.parent / "schoolgate"))
    options = parser.parse_args()
    work = options.work.resolve()
    work.mkdir(parents=True, exist_ok=True)
    proxy.prepare(options.lists.resolve(), options.popular, work)
    base = json.loads(proxy.policy(work))
    kinds = states(base)
    publish(*written(kinds["a site is blocked"][0], 1))
    proxy.Platform = Platform
    proxy.policy = lambda _: Platform.current
    run = proxy.Run(work, options.nice)
    proxy.prefer(os.getpid(), options.nice)
    load = None
    try:
        run.nginx()
        run.ours(options.schoolgate.split(), options.lists.resolve())
        port = proxy.PORTS["ours"]
        proxy.load(port, work / "hosts-mixed", "/1k", False, proxy.IDENTITY, options.warm, options.clients)
        load = subprocess.Popen(["wrk", "-t1", f"-c{options.clients}", "-d600s", "-s", str(proxy.HERE / "proxy.lua"),
                                 f"http://127.0.0.1:{port}", "--", str(work / "hosts-mixed"), "/1k", "", proxy.IDENTITY],
                                stdout=subprocess.DEVNULL)
        figures, version = {}, 1
        for turn in range(options.changes):
            name = list(kinds)[turn % len(kinds)]
            before, after = kinds[name]
            version += 1
            publish(*written(before, version))
            client = Client(port)
            while client.page() != 200:
                pass
            version += 1
            figures.setdefault(name, []).append(one(port, *written(after, version)))
        for column, effect in enumerate(("first changed answer", "tunnel closed")):
            for name, rows in list(figures.items()) + [("all", [row for rows in figures.values() for row in rows])]:
                times = sorted(row[column] for row in rows)
                rank = lambda share: times[min(len(times) - 1, int(len(times) * share))]
                print(f"{effect:21} {name:26} n={len(times):4} p50={rank(0.5):7.1f} ms p99={rank(0.99):7.1f} ms max={times[-1]:7.1f} ms")
    finally:
        if load:
            load.kill()
        run.stop()


if __name__ == "__main__":
    main()
