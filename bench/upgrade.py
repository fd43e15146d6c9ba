#!/usr/bin/env python3
"""The first seconds of a gateway, and an upgrade under load.

    python3 bench/upgrade.py [--work DIR] [--rounds 3] [--clients 20] [--nice 0] [--schoolgate COMMAND]

For each round a gateway is started, and wrk asks it for small pages from the moment that it says it is there: one line for
each of its first five seconds, and one after twenty. Then another process takes its place under the same load: requests that
failed. Everything is on loopback; the platform is the stand-in of proxy.py. Needs wrk and nginx.
"""
import argparse, pathlib, shutil, subprocess, sys, threading, time
from http.server import ThreadingHTTPServer

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import proxy
from proxy import HERE, IDENTITY, ORIGIN, PLATFORM, PORTS, Platform, Run, load

PORT = PORTS["ours"]


def begin(options, work, log):
    """A process of the gateway, once it says that it is there, and how long that took."""
    began = time.time()
    process = subprocess.Popen(
        options.schoolgate.split() + [
            "gateway", "--server", f"http://127.0.0.1:{PLATFORM}", "--token", str(work / "token"), "--data",
            str(work / "gateway"), "--proxy-port", str(PORT), "--origins", f"*=127.0.0.1:{ORIGIN}"],
        stdout=subprocess.PIPE, stderr=open(work / log, "w"), text=True)
    proxy.prefer(process.pid, options.nice)
    line = process.stdout.readline()
    if not line.startswith("Proxy on"):
        raise SystemExit(f"the gateway did not start: {line}")
    return process, time.time() - began


def say(what, got):
    requests, micros, p50, p99, refused, failed = got
    print(f"{what:16} {requests / micros * 1e6:8,.0f} requests/s   p50 {p50 / 1000:6.1f} ms   p99 {p99 / 1000:7.1f} ms   "
          f"failed {refused + failed}", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=pathlib.Path, default=pathlib.Path("/tmp/schoolgate-bench-upgrade"))
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--clients", type=int, default=20)
    parser.add_argument("--nice", type=int, default=0)
    parser.add_argument("--schoolgate", default=str(HERE.parent / "schoolgate"), help="the command to measure")
    parser.add_argument("--only-first", action="store_true", help="for a gateway that takes nobody's place")
    options = parser.parse_args()
    work = options.work.resolve()
    work.mkdir(parents=True, exist_ok=True)
    hosts = work / "hosts"
    hosts.write_text("".join(f"h{i}.example\n" for i in range(2_000)))
    (work / "token").write_text("gateway-token\n")
    Platform.policy = proxy.policy(work)
    server = ThreadingHTTPServer(("127.0.0.1", PLATFORM), Platform)
    server.handle_error = lambda *_: None
    threading.Thread(target=server.serve_forever, daemon=True).start()
    run = Run(work, options.nice)
    ask = lambda seconds: load(PORT, hosts, "/1k", False, IDENTITY, seconds, options.clients)
    try:
        run.nginx()
        for turn in range(options.rounds):
            shutil.rmtree(work / "gateway", ignore_errors=True)
            gateway, took = begin(options, work, "gateway.log")
            try:
                print(f"# round {turn + 1}: there after {took:.1f} s", flush=True)
                for second in range(5):
                    say(f"second {second + 1}", ask(1))
                ask(14)
                say("after 20 s", ask(2))
                if not options.only_first:
                    results = []
                    asking = threading.Thread(target=lambda: results.append(ask(8)))
                    asking.start()
                    time.sleep(1)
                    old = gateway
                    gateway, took = begin(options, work, "next.log")
                    asking.join()
                    say(f"taken in {took:.1f} s", results[0])
                    print(f"# the old process ended with {old.wait(30)}", flush=True)
            finally:
                gateway.terminate()
                gateway.wait(30)
    finally:
        run.stop()


if __name__ == "__main__":
    main()
