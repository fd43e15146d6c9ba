#!/usr/bin/env python3
"""HTTPS that is looked into, side by side in one run, rounds interleaved: requests per second, per CPU second, p50, p99.

    python3 bench/inspection.py [--work DIR] [--rounds 5] [--seconds 4] [--clients 20]

Every proxy opens the tunnel, shows a certificate of an own authority, verifies the site's, and fetches the same file from
the same nginx on loopback. Two loads: a connection kept alive, and a new tunnel with its handshakes for each request. Ours
also knows each tunnel's reader by token, decides every request in it, holds 1,000 school rules and keeps its journal; the
others let everything pass. CPU time is that of a proxy's process and all its helpers. Needs hey and nginx, for Squid
squid-openssl, for LittleProxy a Maven that may fetch it; what is not there is left out, which is said. Run it as root, since
the site is at port 443 of an address of its own on loopback.
"""
import argparse, json, os, pathlib, re, shutil, statistics, subprocess, threading
from http.server import ThreadingHTTPServer

import proxy
from proxy import Platform, Run, cpu_seconds, prefer, resident_mb

HERE = pathlib.Path(__file__).resolve().parent
SITE, ORIGIN, PLATFORM = "site.example.test", "127.0.7.7", 18382
PORTS = {"ours": 18383, "squid-bump": 18384, "littleproxy": 18385}
LOADS = {"kept alive": [], "new": ["-disable-keepalive"]}


def certificates(folder):
    """An authority, and the site's certificate of it."""
    folder.mkdir(exist_ok=True)
    if not (folder / "site.pem").exists():
        def openssl(*words):
            subprocess.run(["openssl", *words], cwd=folder, check=True, stderr=subprocess.DEVNULL)
        curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "30"]
        openssl("req", "-x509", *curve, "-subj", "/CN=Origins", "-keyout", "origins.key", "-out", "origins.pem")
        openssl("req", "-x509", *curve, "-subj", f"/CN={SITE}", "-addext", f"subjectAltName=DNS:{SITE}", "-addext",
                "basicConstraints=critical,CA:FALSE", "-CA", "origins.pem", "-CAkey", "origins.key", "-keyout", "site.key",
                "-out", "site.pem")
        openssl("req", "-x509", *curve, "-subj", "/CN=Squid", "-keyout", "squid.key", "-out", "squid.pem")
    return folder


class Proxies(Run):
    def nginx(self):
        site = self.work / "www"
        site.mkdir(exist_ok=True)
        (site / "1k").write_bytes(os.urandom(1024))
        tls = self.work / "tls"
        (self.work / "nginx.conf").write_text(
            f"worker_processes 1; daemon off; error_log {self.work}/nginx-errors; pid {self.work}/nginx.pid;\n"
            "events { worker_connections 8192; }\nhttp { access_log off; keepalive_requests 100000000;\n"
            " keepalive_timeout 300s; default_type image/png;\n"
            f" server {{ listen {ORIGIN}:443 ssl backlog=4096; ssl_certificate {tls}/site.pem;\n"
            f" ssl_certificate_key {tls}/site.key; ssl_session_cache shared:s:10m; root {site}; }} }}\n")
        subprocess.run(["chmod", "-R", "a+rX", str(self.work)])
        self.start("direct", ["nginx", "-c", f"{self.work}/nginx.conf"], 443, ORIGIN)

    def ours(self, command):
        proxy.PLATFORM = PLATFORM
        policy = json.loads(proxy.policy(self.work))
        policy["profiles"]["ks2"]["https"] = {"usual": "INSPECT"}
        Platform.policy = json.dumps(policy).encode()
        server = ThreadingHTTPServer(("127.0.0.1", PLATFORM), Platform)
        server.handle_error = lambda *_: None  # a gateway that is stopped leaves requests behind
        threading.Thread(target=server.serve_forever, daemon=True).start()
        (self.work / "token").write_text("gateway-token\n")
        shutil.rmtree(self.work / "gateway", ignore_errors=True)
        self.start("ours", command + [
            "gateway", "--server", f"http://127.0.0.1:{PLATFORM}", "--token", str(self.work / "token"), "--data",
            str(self.work / "gateway"), "--proxy-port", str(PORTS["ours"]), "--authority", str(self.work / "authority"), "--trusted", str(self.work / "tls" / "origins.pem"), "--origins", f"*={ORIGIN}:443"], PORTS["ours"])

    def squid(self):
        folder, tls, made = self.work / "squid", self.work / "tls", "/usr/lib/squid/security_file_certgen"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        subprocess.run([made, "-c", "-s", str(folder / "made"), "-M", "8MB"], check=True, stdout=subprocess.DEVNULL)
        subprocess.run(["chown", "-R", "proxy", str(folder)])
        (folder / "hosts").write_text(f"{ORIGIN} {SITE}\n")
        (folder / "squid.conf").write_text(f"""http_port 127.0.0.1:{PORTS["squid-bump"]} ssl-bump generate-host-certificates=on dynamic_cert_mem_cache_size=8MB tls-cert={tls}/squid.pem tls-key={tls}/squid.key
sslcrtd_program {made} -s {folder}/made -M 8MB
sslcrtd_children 2 startup=1 idle=1
acl greeting at_step SslBump1
ssl_bump peek greeting
ssl_bump bump all
tls_outgoing_options cafile={tls}/origins.pem
http_access allow localhost
http_access deny all
cache deny all
access_log none
cache_log {folder}/cache.log
pid_filename {folder}/squid.pid
coredump_dir {folder}
cache_effective_user proxy
visible_hostname bench
pinger_enable off
shutdown_lifetime 1 seconds
hosts_file {folder}/hosts
dns_nameservers 127.0.0.1
""")
        self.start("squid-bump", ["squid", "-N", "-n", "bump", "-f", str(folder / "squid.conf")], PORTS["squid-bump"])

    def littleproxy(self, java):
        home = HERE.parent
        path = self.work / "littleproxy.path"
        subprocess.run([str(home / "mvnw"), "-B", "-ntp", "-q", "-f", str(HERE / "inspect" / "pom.xml"),
                        "dependency:build-classpath", f"-Dmdep.outputFile={path}"], check=True, stderr=subprocess.DEVNULL)
        little = [one for one in path.read_text().split(":") if not re.search(r"/(netty|slf4j|jspecify)-", one)]
        extra = [one for one in path.read_text().split(":") if re.search(r"/netty-(handler-proxy|codec-haproxy|codec-socks)-", one)]
        ours = [str(one) for one in sorted((home / "gateway" / "target").glob("gateway-*.jar")) + sorted(
            (home / "gateway" / "target" / "lib").glob("*.jar"))]
        log = self.work / "little-log.xml"
        log.write_text("<configuration><root level='ERROR'/></configuration>\n")
        self.start("littleproxy", [
            java, "-Xmx512m", "-XX:+UseParallelGC", "--enable-native-access=ALL-UNNAMED", f"-Dlogback.configurationFile={log}",
            "-cp", ":".join(ours + little + extra), str(HERE / "inspect" / "Little.java"), str(PORTS["littleproxy"]),
            str(self.work / "little-authority"), str(self.work / "tls" / "origins.pem"), ORIGIN], PORTS["littleproxy"])


def load(name, port, how, seconds, clients):
    """Requests, how many of them a second, p50 and p99 in milliseconds, how many failed."""
    if name == "direct":
        where = [f"https://{ORIGIN}/1k"]
    else:
        reader = proxy.TOKEN + ":@" if name == "ours" else ""
        where = ["-x", f"http://{reader}127.0.0.1:{port}", f"https://{SITE}/1k"]
    out = subprocess.run(["hey", "-c", str(clients), "-z", f"{seconds}s", "-t", "5", *LOADS[how], *where],
                         capture_output=True, text=True).stdout
    answered = sum(int(count) for count in re.findall(r"\[200\]\s+(\d+)", out))
    others = sum(int(count) for count in re.findall(r"\[(?!200\])\d{3}\]\s+(\d+) resp", out))
    errors = sum(int(count) for count in re.findall(r"^\s+\[(\d+)\]\s+\w", out.partition("Error distribution")[2], re.M))
    number = lambda pattern: float(found.group(1)) if (found := re.search(pattern, out)) else float("nan")
    return (answered, number(r"Requests/sec:\s+([\d.]+)"), number(r"50% in ([\d.]+)") * 1000,
            number(r"99% in ([\d.]+)") * 1000, others + errors)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=pathlib.Path, default=pathlib.Path("/tmp/schoolgate-bench-inspection"))
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=4)
    parser.add_argument("--clients", type=int, default=20)
    parser.add_argument("--warm", type=int, default=20, help="seconds of load on each program in Java before the first round")
    parser.add_argument("--nice", type=int, default=0, help="niceness of every process of the run, negative on a busy machine")
    parser.add_argument("--peers", default="squid-bump,littleproxy")
    parser.add_argument("--java", default=shutil.which("java"), help="the Java of LittleProxy, 25 or newer")
    parser.add_argument("--schoolgate", default=str(HERE.parent / "schoolgate"), help="the command to measure")
    options = parser.parse_args()
    work = options.work.resolve()
    work.mkdir(parents=True, exist_ok=True)
    certificates(work / "tls")
    run = Proxies(work, options.nice)
    prefer(os.getpid(), options.nice)
    try:
        run.nginx()
        run.ours(options.schoolgate.split())
        for peer, there, starts in (
                ("squid-bump", os.path.exists("/usr/lib/squid/security_file_certgen"), run.squid),
                ("littleproxy", options.java, lambda: run.littleproxy(options.java))):
            if peer in options.peers.split(","):
                if there:
                    starts()
                else:
                    print(f"# {peer} is not installed, so it is left out", flush=True)
        measure(run, options)
    finally:
        run.stop()


def measure(run, options):
    for name in ("ours", "littleproxy"):
        if name in run.started:
            for how in LOADS:
                load(name, PORTS[name], how, options.warm // 2, options.clients)
    figures = {}
    for how in LOADS:
        for turn in range(options.rounds + 1):
            for name, (process, port) in run.started.items():
                before = cpu_seconds(process.pid)
                requests, rate, p50, p99, failed = load(name, port, how, options.seconds if turn else 1, options.clients)
                used = cpu_seconds(process.pid) - before
                if turn:
                    figures.setdefault((how, name), []).append((rate, requests / max(used, 0.01), p50, p99, failed))
    print(f"{'load':11} {'proxy':12} {'req/s':>8} {'req/CPU s':>10} {'us CPU':>7} {'p50 ms':>7} {'p99 ms':>7} {'min..max req/CPU s':>20} {'failed':>6}")
    for (how, name), rows in figures.items():
        middle = lambda column: statistics.median(row[column] for row in rows)
        spread = f"{min(row[1] for row in rows):.0f}..{max(row[1] for row in rows):.0f}"
        print(f"{how:11} {name:12} {middle(0):8.0f} {middle(1):10.0f} {1e6 / middle(1):7.0f} {middle(2):7.2f} {middle(3):7.2f} {spread:>20} {sum(row[4] for row in rows):6}")
    for how in LOADS:
        for name in PORTS:
            if name != "ours" and (how, name) in figures:
                ours, theirs = ([statistics.median(row[column] for row in figures[how, one]) for column in (1, 3)]
                                for one in ("ours", name))
                print(f"{how:11} beside {name:12} {ours[0] / theirs[0]:5.1f} x a CPU second, p99 {theirs[1] / ours[1]:5.1f} x: "
                      f"{'ahead' if ours[0] > theirs[0] and ours[1] < theirs[1] else 'NOT AHEAD'}")
    for name, (process, _) in run.started.items():
        print(f"# {name}: {resident_mb(process.pid)} MB resident")
    print(f"# ours handed over {Platform.events:,} events")


if __name__ == "__main__":
    main()
