#!/usr/bin/env python3
"""Proxies side by side in one run, rounds interleaved: requests per second, per CPU second, p50, p99, memory.

    python3 bench/proxy.py LISTS POPULAR [--work DIR] [--rounds 5] [--seconds 4] [--clients 50]

LISTS is a folder of category lists in UT1 layout (CATEGORY/domains or domains.gz), POPULAR a file of ordinary host names.
Every proxy blocks the same 20 categories and fetches from the same nginx on loopback: no name is resolved, no site is
opened. Ours also knows each request's reader by token, decides access, holds 1,000 school rules and keeps its journal,
which it hands to a stand-in for the platform; the others do none of that. CPU time is that of a proxy's process and all
its helpers. Needs wrk, nginx, squid, squidguard, e2guardian and privoxy; a peer that is not installed is left out, which
is said. Squid is given the names in its hosts file, as it asks for them though it has a parent.
"""
import argparse, base64, gzip, hashlib, json, os, pathlib, random, re, shutil, signal, socket, statistics, subprocess, sys
import threading, time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

HERE = pathlib.Path(__file__).resolve().parent
BLOCKED = ("porn gambling violence drugs malware phishing scam proxy vpn dating hacking warez weapons cryptojacking torrent "
           "doh remote-control mixed_adult lingerie cult").split()
ORIGIN, PLATFORM = 18181, 18182
PORTS = {"ours": 18183, "squid": 18184, "squid+squidGuard": 18185, "e2guardian": 18186, "privoxy": 18187}
TOKEN = "bench-pupil-token"
IDENTITY = "Proxy-Authorization: Basic " + base64.b64encode((TOKEN + ":").encode()).decode()


def lines_of(folder):
    plain = folder / "domains"
    if plain.exists():
        return plain.read_text().split()
    return gzip.open(folder / "domains.gz", "rt").read().split()


def prepare(lists, popular, work):
    """Lists for every proxy and two streams of hosts, the same on every machine."""
    listed = {}
    for name in BLOCKED:
        if (lists / name).is_dir():
            listed[name] = lines_of(lists / name)
    everything = set(name for names in listed.values() for name in names)

    def is_listed(host):
        while host:
            if host in everything:
                return True
            host = host.partition(".")[2]
        return False

    chance = random.Random(20261122)
    ordinary = [host for host in popular.read_text().split() if not is_listed(host)]
    flat = sorted(everything)

    def host(blocked):
        base = chance.choice(flat) if blocked else ordinary[int(len(ordinary) ** chance.random()) - 1]
        return ".".join([chance.choice(["www", "m", "cdn", "img"])] * chance.randrange(2) + [base])

    for kind, share in (("allowed", 0), ("mixed", 0.3)):
        chosen = []
        while len(chosen) < 20_000:
            blocked = chance.random() < share
            name = host(blocked)
            if len(name) < 250 and (blocked or not is_listed(name)):
                chosen.append(name)
        (work / f"hosts-{kind}").write_text("\n".join(chosen) + "\n")
    names = set((work / "hosts-allowed").read_text().split()) | set((work / "hosts-mixed").read_text().split())
    (work / "hosts").write_text("".join(f"127.0.0.1 {name}\n" for name in sorted(names)))
    (work / "listed").write_text("\n".join(flat) + "\n")
    guard = work / "squidguard"
    for name, domains in listed.items():
        (guard / "db" / name).mkdir(parents=True, exist_ok=True)
        (guard / "db" / name / "domains").write_text("\n".join(domains) + "\n")
    (guard / "log").mkdir(exist_ok=True)
    (guard / "sg.conf").write_text(
        f"dbhome {guard}/db\nlogdir {guard}/log\n"
        + "".join(f"dest {name.replace('_', '')} {{ domainlist {name}/domains }}\n" for name in listed)
        + "acl {\n default {\n pass " + " ".join("!" + name.replace("_", "") for name in listed)
        + " any\n redirect http://127.0.0.1/blocked\n }\n}\n")
    print(f"# {len(everything):,} names in {len(listed)} blocked categories", flush=True)


class Platform(BaseHTTPRequestHandler):
    """As much of the platform as a gateway asks of it."""
    policy = b""
    events = 0
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        if self.path.endswith("/changes"):
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.send_header("Connection", "close")
            self.end_headers()
            while True:
                try:
                    self.wfile.write(b"event: heartbeat\ndata:\n\n")
                    self.wfile.flush()
                except OSError:
                    return
                time.sleep(15)
        elif self.headers.get("If-None-Match") == '"1-1"':
            self.answer(304, b"")
        else:
            self.answer(200, Platform.policy)

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        Platform.events += body.count(b"\n")
        self.answer(204, b"")

    def answer(self, status, body):
        self.send_response(status)
        if status == 200:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def policy(work):
    """A school of 660 readers with 1,000 rules of its own."""
    chance = random.Random(7)
    readers = {f"r{i}": {"ref": f"r{i}", "profile": "ks2", "audiences": [f"class-{i % 24}", "ks2"], "staff": False,
                         "access": {"state": "open", "until": None}} for i in range(660)}
    tokens = {hashlib.sha256((TOKEN if i == 0 else f"token-{i}").encode()).hexdigest(): f"r{i}" for i in range(660)}
    rules = [{"id": str(i), "host": f"rule{i}.school.example", "effect": chance.choice(["ALLOW", "BLOCK"]),
              "source": "SCHOOL", "audiences": [], "from": None, "until": None, "reason": "", "decidedBy": ""}
             for i in range(1_000)]
    return json.dumps({
        "school": "bench", "card": {"name": "Bench", "decides": "the school", "reads": "the school"}, "epoch": 1,
        "version": 1, "madeAt": "2026-11-22T00:00:00Z", "portal": f"http://127.0.0.1:{PLATFORM}",
        "profiles": {"ks2": {"id": "ks2", "wording": "KS2", "blocked": BLOCKED, "asked": [], "onlyListed": False,
                             "blockAddresses": True}},
        "readers": readers, "tokens": tokens, "places": [], "rules": rules, "endedSessions": [], "illegal": [],
        "essential": [], "digestOfLists": ""}).encode()


def wait_for(port, address="127.0.0.1", seconds=120):
    began = time.time()
    while time.time() - began < seconds:
        try:
            socket.create_connection((address, port), 1).close()
            return time.time() - began
        except OSError:
            time.sleep(0.05)
    raise SystemExit(f"nothing listens on port {port}")


def family(pid):
    """A process and all that it started."""
    children = {}
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            try:
                parent = int(open(f"/proc/{entry}/stat").read().rsplit(")", 1)[1].split()[1])
                children.setdefault(parent, []).append(int(entry))
            except OSError:
                pass
    found = [pid]
    for one in found:
        found += children.get(one, [])
    return found


def cpu_seconds(pid):
    ticks = 0
    for one in family(pid):
        try:
            fields = open(f"/proc/{one}/stat").read().rsplit(")", 1)[1].split()
            ticks += int(fields[11]) + int(fields[12])
        except OSError:
            pass
    return ticks / os.sysconf("SC_CLK_TCK")


def resident_mb(pid):
    total = 0
    for one in family(pid):
        try:
            total += int(re.search(r"VmRSS:\s+(\d+)", open(f"/proc/{one}/status").read()).group(1))
        except (OSError, AttributeError):
            pass
    return total // 1024


def prefer(pid, nice):
    """Gives a process and its session this niceness, so that what else the machine does counts less in latencies."""
    if nice:
        os.setpriority(os.PRIO_PROCESS, pid, nice)
        try:
            pathlib.Path(f"/proc/{pid}/autogroup").write_text(str(nice))
        except OSError:
            pass


class Run:
    def __init__(self, work, nice=0):
        self.work, self.nice, self.started = work, nice, {}

    def start(self, name, command, port, address="127.0.0.1"):
        log = open(self.work / f"{name}.log", "w")
        process = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT, start_new_session=True, cwd=self.work)
        prefer(process.pid, self.nice)
        self.started[name] = (process, port)
        print(f"# {name}: started in {wait_for(port, address):.1f} s", flush=True)

    def stop(self):
        for process, _ in reversed(self.started.values()):
            for one in reversed(family(process.pid)):
                try:
                    os.kill(one, signal.SIGTERM)
                except OSError:
                    pass
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                process.kill()

    def nginx(self):
        site = self.work / "www"
        site.mkdir(exist_ok=True)
        noise = random.Random(1).randbytes(102_400)
        (site / "1k").write_bytes(noise[:1024])
        (site / "100k").write_bytes(noise)
        (self.work / "nginx.conf").write_text(
            f"worker_processes 1; daemon off; error_log {self.work}/nginx-errors; pid {self.work}/nginx.pid;\n"
            "events { worker_connections 8192; }\nhttp { access_log off; sendfile on;\n"
            " keepalive_requests 100000000; keepalive_timeout 300s; default_type image/png;\n"
            f" server {{ listen 127.0.0.1:{ORIGIN} default_server backlog=4096; root {site}; }} }}\n")
        subprocess.run(["chmod", "-R", "a+rX", str(self.work)])
        self.start("direct", ["nginx", "-c", f"{self.work}/nginx.conf"], ORIGIN)

    def ours(self, command, lists):
        image = self.work / "lists.image"
        if not image.exists():
            subprocess.run(command + ["lists", "compile", "--from", str(lists), "--to", str(image)], check=True,
                           stderr=open(self.work / "compile.log", "w"))
        Platform.policy = policy(self.work)
        server = ThreadingHTTPServer(("127.0.0.1", PLATFORM), Platform)
        server.handle_error = lambda *_: None  # a gateway that is stopped leaves requests behind
        threading.Thread(target=server.serve_forever, daemon=True).start()
        (self.work / "token").write_text("gateway-token\n")
        shutil.rmtree(self.work / "gateway", ignore_errors=True)
        self.start("ours", command + [
            "gateway", "--server", f"http://127.0.0.1:{PLATFORM}", "--token", str(self.work / "token"), "--data",
            str(self.work / "gateway"), "--lists", str(image), "--proxy-port", str(PORTS["ours"]), "--origins",
            f"*=127.0.0.1:{ORIGIN}"], PORTS["ours"])

    def squid(self, name, guarded):
        port, folder = PORTS[name], self.work / name.replace("+", "-")
        folder.mkdir(exist_ok=True)
        subprocess.run(["chown", "-R", "proxy", str(folder)])
        text = f"""http_port 127.0.0.1:{port}
http_access allow localhost
http_access deny all
cache deny all
cache_mem 8 MB
access_log none
cache_log {folder}/cache.log
pid_filename {folder}/squid.pid
coredump_dir {folder}
cache_effective_user proxy
visible_hostname bench
pinger_enable off
shutdown_lifetime 1 seconds
hosts_file {self.work}/hosts
ipcache_size 65536
dns_nameservers 127.0.0.1
cache_peer 127.0.0.1 parent {ORIGIN} 0 no-query no-digest originserver default name=origin
never_direct allow all
forwarded_for delete
via off
"""
        if guarded:
            guard = self.work / "squidguard"
            if not list(guard.glob("db/*/*.db")):
                subprocess.run(["squidGuard", "-C", "all", "-c", str(guard / "sg.conf")], check=True,
                               stderr=subprocess.DEVNULL)
            subprocess.run(["chmod", "-R", "a+rwX", str(guard)])
            text += f"url_rewrite_program /usr/bin/squidGuard -c {guard}/sg.conf\nurl_rewrite_children 4 startup=4 idle=4\n"
        (folder / "squid.conf").write_text(text)
        self.start(name, ["squid", "-N", "-n", name.replace("+", ""), "-f", str(folder / "squid.conf")], port)

    def e2guardian(self):
        folder, port = self.work / "e2guardian", PORTS["e2guardian"]
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree("/etc/e2guardian", folder, symlinks=True, ignore=shutil.ignore_patterns("private"))
        for file in folder.rglob("*"):
            if file.is_file() and not file.is_symlink():
                text = file.read_text("latin-1")
                if "/etc/e2guardian" in text:
                    file.write_text(text.replace("/etc/e2guardian", str(folder)), "latin-1")
        main = folder / "e2guardian.conf"
        text = main.read_text()
        for pattern, value in (
                (r"(?m)^filterip =.*", "filterip = 127.0.0.1"), (r"(?m)^filterports =.*", f"filterports = {port}"),
                (r"(?m)^transparenthttpsport.*", ""), (r"(?m)^loglevel.*", "loglevel = 0"),
                (r"(?m)^nodaemon.*", "nodaemon = on"), (r"(?m)^nologger.*", "nologger = on"),
                (r"(?m)^weightedphrasemode.*", "weightedphrasemode = 0")):
            text = re.sub(pattern, value, text)
        main.write_text(text + f"\nproxyip = 127.0.0.1\nproxyport = {ORIGIN}\npidfilename = '{folder}/pid'\n"
                        f"loglocation = '{folder}/access.log'\n")
        group = folder / "e2guardianf1.conf"
        # It would scan the text of pages, which no other proxy here does.
        group.write_text(re.sub(r"(?m)^disablecontentscan =.*", "disablecontentscan = on", group.read_text("latin-1")), "latin-1")
        for name in ("bannedphraselist", "weightedphraselist", "exceptionphraselist"):
            (folder / "lists" / name).write_text("")
        (folder / "lists" / "bannedsitelist").write_text(f".Include<{self.work}/listed>\n")
        subprocess.run(["chmod", "-R", "a+rX", str(folder)])
        subprocess.run(["chown", "-R", "e2guardian", str(folder)])
        self.start("e2guardian", ["e2guardian", "-N", "-c", str(main)], port)

    def privoxy(self):
        folder, port = self.work / "privoxy", PORTS["privoxy"]
        folder.mkdir(exist_ok=True)
        (folder / "config").write_text(
            f"confdir /etc/privoxy\nlogdir {folder}\nactionsfile match-all.action\nactionsfile default.action\n"
            f"filterfile default.filter\nlisten-address 127.0.0.1:{port}\nforward / 127.0.0.1:{ORIGIN}\n"
            "keep-alive-timeout 300\ntolerate-pipelining 1\nconnection-sharing 1\nmax-client-connections 2000\n"
            "socket-timeout 300\n")
        self.start("privoxy", ["privoxy", "--no-daemon", str(folder / "config")], port)


def load(port, hosts, path, direct, header, seconds, clients):
    out = subprocess.run(
        ["wrk", "-t1", f"-c{clients}", f"-d{seconds}s", "-s", str(HERE / "proxy.lua"), f"http://127.0.0.1:{port}", "--",
         str(hosts), path, "direct" if direct else "", header], capture_output=True, text=True).stdout
    found = re.search(r"^RESULT (.*)$", out, re.M)
    return list(map(int, found.group(1).split())) if found else None


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("lists", type=pathlib.Path)
    parser.add_argument("popular", type=pathlib.Path)
    parser.add_argument("--work", type=pathlib.Path, default=pathlib.Path("/tmp/schoolgate-bench-proxy"))
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=4)
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--warm", type=int, default=20, help="seconds of load on ours before the first round")
    parser.add_argument("--nice", type=int, default=0, help="niceness of every process of the run, negative on a busy machine")
    parser.add_argument("--peers", default="squid,squid+squidGuard,e2guardian,privoxy")
    parser.add_argument("--loads", default="1k-allowed,1k-mixed,100k-allowed")
    parser.add_argument("--schoolgate", default=str(HERE.parent / "schoolgate"), help="the command to measure")
    options = parser.parse_args()
    work = options.work.resolve()
    work.mkdir(parents=True, exist_ok=True)
    lists = options.lists.resolve()
    prepare(lists, options.popular, work)
    run = Run(work, options.nice)
    prefer(os.getpid(), options.nice)
    try:
        run.nginx()
        run.ours(options.schoolgate.split(), lists)
        for peer, program, starts in (
                ("squid", "squid", lambda: run.squid("squid", False)),
                ("squid+squidGuard", "squidGuard", lambda: run.squid("squid+squidGuard", True)),
                ("e2guardian", "e2guardian", run.e2guardian), ("privoxy", "privoxy", run.privoxy)):
            if peer in options.peers.split(","):
                if shutil.which(program) or pathlib.Path("/usr/sbin", program).exists():
                    starts()
                else:
                    print(f"# {peer}: {program} is not installed, so it is left out", flush=True)
        measure(run, options, work)
    finally:
        run.stop()


# What ours has to reach: load, peer, which figure, by what factor at least.
BARS = [("1k-allowed", "squid+squidGuard", "req/CPU s", 3), ("1k-allowed", "privoxy", "req/CPU s", 1),
        ("1k-allowed", "squid+squidGuard", "p99", 2), ("100k-allowed", "squid+squidGuard", "req/CPU s", 2),
        ("100k-allowed", "e2guardian", "req/CPU s", 1)]


def bars(figures):
    """Ours beside each bar, as a ratio of medians; more is better for either figure."""
    for what, peer, figure, least in BARS:
        ours, theirs = figures.get((what, "ours")), figures.get((what, peer))
        if ours and theirs:
            column = 1 if figure == "req/CPU s" else 3
            mine, other = (statistics.median(row[column] for row in rows) for rows in (ours, theirs))
            ratio = mine / other if column == 1 else other / mine
            print(f"{what:13} {figure:9} beside {peer:17} {ratio:5.1f} x, bar {least} x: {'met' if ratio >= least else 'MISSED'}")


def measure(run, options, work):
    header = lambda name: IDENTITY if name == "ours" else ""
    for path in ("/1k", "/100k"):
        load(PORTS["ours"], work / "hosts-mixed", path, False, IDENTITY, options.warm // 2, options.clients)
    figures = {}
    for what in options.loads.split(","):
        size, kind = what.split("-")
        for turn in range(options.rounds + 1):
            for name, (process, port) in run.started.items():
                before = cpu_seconds(process.pid)
                got = load(port, work / f"hosts-{kind}", "/" + size, name == "direct", header(name),
                           options.seconds if turn else 1, options.clients)
                used = cpu_seconds(process.pid) - before
                if got is None:
                    print(f"# {what} {name}: no result", flush=True)
                elif turn:
                    requests, micros, p50, p99, refused, failed = got
                    figures.setdefault((what, name), []).append(
                        (requests / micros * 1e6, requests / max(used, 0.01), p50 / 1000, p99 / 1000, refused / max(requests, 1), failed))
    print(f"{'load':13} {'proxy':17} {'req/s':>8} {'req/CPU s':>10} {'us CPU':>7} {'p50 ms':>7} {'p99 ms':>7} {'min..max req/CPU s':>20} {'refused':>8} {'failed':>6}")
    for (what, name), rows in figures.items():
        middle = lambda column: statistics.median(row[column] for row in rows)
        spread = f"{min(row[1] for row in rows):.0f}..{max(row[1] for row in rows):.0f}"
        print(f"{what:13} {name:17} {middle(0):8.0f} {middle(1):10.0f} {1e6 / middle(1):7.0f} {middle(2):7.2f} {middle(3):7.2f} {spread:>20} {middle(4):8.1%} {sum(row[5] for row in rows):6}")
    bars(figures)
    for name, (process, _) in run.started.items():
        print(f"# {name}: {resident_mb(process.pid)} MB resident")
    print(f"# ours handed over {Platform.events:,} events")


if __name__ == "__main__":
    main()
