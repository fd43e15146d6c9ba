#!/usr/bin/env python3
"""Filtering name servers side by side in one run, rounds interleaved: answers per second, per CPU second, p99, memory.

    python3 bench/dns.py LISTS POPULAR [--work DIR] [--rounds 5] [--seconds 4]

LISTS is a folder of category lists in UT1 layout (CATEGORY/domains or domains.gz), POPULAR a file of ordinary host names.
Every server refuses the same 20 categories and asks the same name server on loopback (nsd, which knows an address for every
name) for what is open, which each keeps for its next answer. Ours also decides by who asks, holds 1,000 school rules,
judges where aliases lead, takes inside addresses out and keeps its journal, which it hands to a stand-in for the platform;
the others do none of that. CPU time is that of a server's process and all its helpers. p99 is at 20,000 questions a second,
the same for all. Needs dnsperf and nsd, and of dnsdist, unbound and dnsmasq those that are to be compared; a peer that is
not installed is left out, which is said.
"""
import argparse, os, pathlib, random, re, shutil, statistics, subprocess, threading
from http.server import ThreadingHTTPServer

import proxy
from proxy import BLOCKED, Platform, Run, cpu_seconds, lines_of, prefer, resident_mb

HERE = pathlib.Path(__file__).resolve().parent
UPSTREAM, PLATFORM = 18253, 18282
PORTS = {"ours": 18283, "dnsdist": 18284, "unbound": 18285, "unbound-rpz": 18286, "dnsmasq": 18287}
OPEN = "198.18.0.1"
KINDS = ("blocked", "allowed", "mixed")


def prepare(lists, popular, work):
    """The names that are refused, and three streams of questions, the same on every machine."""
    listed = set()
    for name in BLOCKED:
        if (lists / name).is_dir():
            listed.update(host for host in lines_of(lists / name) if re.fullmatch(r"[a-z0-9_-]+(\.[a-z0-9_-]+)+", host))

    def is_listed(host):
        while host:
            if host in listed:
                return True
            host = host.partition(".")[2]
        return False

    chance = random.Random(20261201)
    flat = sorted(host for host in listed if max(map(len, host.split("."))) < 64)
    ordinary = [host for host in popular.read_text().split() if not is_listed(host)]

    def question(blocked):
        base = chance.choice(flat) if blocked else ordinary[int(len(ordinary) ** chance.random()) - 1]
        return ".".join([chance.choice(["www", "m", "cdn", "img"])] * chance.randrange(2) + [base])

    for kind, share in zip(KINDS, (1, 0, 0.3)):
        chosen = []
        while len(chosen) < 100_000:
            blocked = chance.random() < share
            name = question(blocked)
            if len(name) < 240 and (blocked or not is_listed(name)):
                chosen.append(name + " A\n")
        (work / f"questions-{kind}").write_text("".join(chosen))
    (work / "listed").write_text("\n".join(flat) + "\n")
    print(f"# {len(flat):,} names in {len(BLOCKED)} blocked categories", flush=True)
    return flat


class Servers(Run):
    def upstream(self):
        folder = self.work / "nsd"
        folder.mkdir(exist_ok=True)
        (folder / "root.zone").write_text(
            f". 3600 IN SOA ns. h. 1 3600 3600 3600 3600\n. 3600 IN NS ns.\n*. 3600 IN A {OPEN}\n")
        (folder / "nsd.conf").write_text(
            f'server:\n ip-address: 127.0.0.1@{UPSTREAM}\n server-count: 1\n rrl-ratelimit: 0\n username: ""\n zonesdir: "{folder}"\n'
            f' pidfile: ""\n database: ""\n xfrdfile: "{folder}/xfrd"\n zonelistfile: "{folder}/zones"\n'
            f' logfile: "{folder}/log"\n'
            f'remote-control:\n control-enable: no\nzone:\n name: "."\n zonefile: "root.zone"\n')
        self.start("upstream", ["nsd", "-d", "-c", str(folder / "nsd.conf")], UPSTREAM)

    def ours(self, command, lists):
        image = self.work / "lists.image"
        if not image.exists():
            subprocess.run(command + ["lists", "compile", "--from", str(lists), "--to", str(image)], check=True,
                           stderr=open(self.work / "compile.log", "w"))
        proxy.PLATFORM = PLATFORM
        Platform.policy = proxy.policy(self.work).replace(
            b'"places": []', b'"places": [{"addressRange": "127.0.0.0/8", "profile": "ks2", "shared": false}]')
        server = ThreadingHTTPServer(("127.0.0.1", PLATFORM), Platform)
        server.handle_error = lambda *_: None  # a gateway that is stopped leaves requests behind
        threading.Thread(target=server.serve_forever, daemon=True).start()
        (self.work / "token").write_text("gateway-token\n")
        shutil.rmtree(self.work / "gateway", ignore_errors=True)
        self.start("ours", command + [
            "gateway", "--server", f"http://127.0.0.1:{PLATFORM}", "--token", str(self.work / "token"), "--data",
            str(self.work / "gateway"), "--lists", str(image), "--proxy-port", "0", "--dns-port", str(PORTS["ours"]),
            "--dns-server", f"127.0.0.1:{UPSTREAM}", "--dns-rate", "0", "--inside", "198.18.0.0/15"], PORTS["ours"])

    def dnsdist(self, listed):
        file = self.work / "dnsdist.conf"
        file.write_text(
            f"setLocal('127.0.0.1:{PORTS['dnsdist']}')\nsetSecurityPollSuffix('')\n"
            f"newServer({{address='127.0.0.1:{UPSTREAM}', healthCheckMode='up'}})\n"
            "getPool(''):setCache(newPacketCache(200000))\nlocal s = newSuffixMatchNode()\n"
            f"for l in io.lines('{self.work}/listed') do s:add(newDNSName(l)) end\n"
            "addAction(SuffixMatchNodeRule(s), RCodeAction(DNSRCode.NXDOMAIN))\n")
        self.start("dnsdist", ["dnsdist", "--supervised", "--disable-syslog", "-C", str(file)], PORTS["dnsdist"])

    def unbound(self, listed, zones):
        name = "unbound-rpz" if zones else "unbound"
        file = self.work / f"{name}.conf"
        text = (f"server:\n interface: 127.0.0.1\n port: {PORTS[name]}\n username: \"\"\n chroot: \"\"\n do-daemonize: no\n"
                f" num-threads: 1\n use-syslog: no\n verbosity: 0\n pidfile: \"{self.work}/{name}.pid\"\n"
                f" directory: \"{self.work}\"\n do-not-query-localhost: no\n msg-cache-size: 64m\n rrset-cache-size: 128m\n"
                f" module-config: \"{'respip ' if zones else ''}iterator\"\n")
        if zones:
            zone = self.work / "rpz.zone"
            zone.write_text("$TTL 60\n@ IN SOA ns. h. 1 60 60 60 60\n@ IN NS ns.\n"
                            + "".join(f"{host} CNAME .\n*.{host} CNAME .\n" for host in listed))
            text += f"rpz:\n name: rpz.local\n zonefile: {zone}\n"
        else:
            text += "".join(f" local-zone: \"{host}.\" always_nxdomain\n" for host in listed)
        text += f"forward-zone:\n name: \".\"\n forward-addr: 127.0.0.1@{UPSTREAM}\nremote-control:\n control-enable: no\n"
        file.write_text(text)
        self.start(name, ["unbound", "-d", "-c", str(file)], PORTS[name])

    def dnsmasq(self, listed):
        file = self.work / "dnsmasq.conf"
        file.write_text(
            f"port={PORTS['dnsmasq']}\nlisten-address=127.0.0.1\nbind-interfaces\nno-resolv\nno-hosts\ncache-size=100000\n"
            f"dns-forward-max=10000\nserver=127.0.0.1#{UPSTREAM}\nuser=root\n" + "".join(f"address=/{host}/\n" for host in listed))
        self.start("dnsmasq", ["dnsmasq", "-k", "-C", str(file)], PORTS["dnsmasq"])


def load(port, questions, seconds):
    out = subprocess.run(["dnsperf", "-s", "127.0.0.1", "-p", str(port), "-d", str(questions), "-l", str(seconds), "-c", "4",
                          "-q", "64"], capture_output=True, text=True).stdout
    number = lambda what: float(re.search(what + r":\s+([\d.]+)", out).group(1))
    return number("Queries completed"), number("Queries per second"), number("Queries lost")


def p99(port, questions):
    """In milliseconds, over two seconds."""
    out = subprocess.run(["dnsperf", "-s", "127.0.0.1", "-p", str(port), "-d", str(questions), "-l", "2", "-c", "4", "-q", "64",
                          "-Q", "20000", "-v"], capture_output=True, text=True).stdout
    times = sorted(float(one) for one in re.findall(r"^> \S+ .* ([\d.]+)$", out, re.M))
    return times[int(len(times) * 0.99)] * 1000 if times else float("nan")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("lists", type=pathlib.Path)
    parser.add_argument("popular", type=pathlib.Path)
    parser.add_argument("--work", type=pathlib.Path, default=pathlib.Path("/tmp/schoolgate-bench-dns"))
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=4)
    parser.add_argument("--warm", type=int, default=60, help="seconds of load on ours before the first round")
    parser.add_argument("--nice", type=int, default=0, help="niceness of every process of the run, negative on a busy machine")
    parser.add_argument("--peers", default="dnsdist,unbound,unbound-rpz,dnsmasq")
    parser.add_argument("--schoolgate", default=str(HERE.parent / "schoolgate"), help="the command to measure")
    options = parser.parse_args()
    work = options.work.resolve()
    work.mkdir(parents=True, exist_ok=True)
    listed = prepare(options.lists.resolve(), options.popular, work)
    run = Servers(work, options.nice)
    prefer(os.getpid(), options.nice)
    try:
        run.upstream()
        run.ours(options.schoolgate.split(), options.lists.resolve())
        for peer, program, starts in (
                ("dnsdist", "dnsdist", lambda: run.dnsdist(listed)), ("unbound", "unbound", lambda: run.unbound(listed, False)),
                ("unbound-rpz", "unbound", lambda: run.unbound(listed, True)), ("dnsmasq", "dnsmasq", lambda: run.dnsmasq(listed))):
            if peer in options.peers.split(","):
                if shutil.which(program) or pathlib.Path("/usr/sbin", program).exists():
                    starts()
                else:
                    print(f"# {peer}: {program} is not installed, so it is left out", flush=True)
        measure(run, options, work)
    finally:
        run.stop()


def measure(run, options, work):
    for kind in KINDS:
        load(PORTS["ours"], work / f"questions-{kind}", options.warm / len(KINDS))
    figures, tails = {}, {}
    for kind in KINDS:
        for turn in range(options.rounds + 1):
            for name in PORTS:
                if name not in run.started:
                    continue
                process, port = run.started[name]
                before = cpu_seconds(process.pid)
                answers, rate, lost = load(port, work / f"questions-{kind}", options.seconds if turn else 2)
                used = cpu_seconds(process.pid) - before
                if turn:
                    figures.setdefault((kind, name), []).append((rate, answers / max(used, 0.01), lost))
                else:
                    tails[kind, name] = p99(port, work / f"questions-{kind}")
    print(f"{'load':8} {'server':12} {'answers/s':>10} {'per CPU s':>10} {'us CPU':>7} {'p99 ms':>7} {'min..max per s':>18} {'lost':>6}")
    for (kind, name), rows in figures.items():
        middle = lambda column: statistics.median(row[column] for row in rows)
        spread = f"{min(row[0] for row in rows):.0f}..{max(row[0] for row in rows):.0f}"
        print(f"{kind:8} {name:12} {middle(0):10.0f} {middle(1):10.0f} {1e6 / middle(1):7.1f} {tails[kind, name]:7.2f} {spread:>18} {sum(row[2] for row in rows):6.0f}")
    for kind in KINDS:
        ours = statistics.median(row[0] for row in figures[kind, "ours"])
        others = {name: statistics.median(row[0] for row in rows) for (of, name), rows in figures.items() if of == kind and name != "ours"}
        if others:
            best = max(others, key=others.get)
            print(f"{kind:8} beside {best}, the best of the others: {ours / others[best]:.2f} x, bar 1 x: {'met' if ours > others[best] else 'MISSED'}")
    for name, (process, _) in run.started.items():
        print(f"# {name}: {resident_mb(process.pid)} MB resident")
    print(f"# ours handed over {Platform.events:,} events")


if __name__ == "__main__":
    main()
