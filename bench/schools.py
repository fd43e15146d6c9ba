#!/usr/bin/env python3
"""Several schools in one process beside as many processes: memory, threads and files, and what a crowd at one costs another.

    python3 bench/schools.py [--work DIR] [--schools 1,5,20] [--requests 2000] [--names 1000000] [--schoolgate COMMAND]

Each school has a gateway with its own token, folder and door, 660 readers, 1,000 rules, and all use one list image. Each answers
so many requests first, of which three in ten are closed; a while later the figures are read: resident memory as the system counts
it for each process, and in proportion, where what several processes share is divided among them. Then thirty-two connections ask
the first school without a pause for what is closed, while one asks the second school, page after page. Everything is on loopback;
the platform is the stand-in of proxy.py, the sites are one small server. Needs python3 alone.
"""
import argparse, http.client, multiprocessing, pathlib, random, re, shutil, socket, subprocess, sys, threading, time
from http.server import ThreadingHTTPServer

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import proxy
from proxy import BLOCKED, HERE, IDENTITY, PLATFORM, Platform

FIRST = 18300
CROWD = 32
PAGE = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 1024\r\n\r\n" + b"x" * 1024


def serve(client):
    try:
        heard = b""
        while chunk := client.recv(65_536):
            heard += chunk
            asked = heard.count(b"\r\n\r\n")
            client.sendall(PAGE * asked)
            heard = heard.rpartition(b"\r\n\r\n")[2]
    except OSError:
        pass


def sites(port):
    server = socket.create_server(("127.0.0.1", 0), backlog=1024)
    port.value = server.getsockname()[1]
    while True:
        threading.Thread(target=serve, args=(server.accept()[0],), daemon=True).start()


def lists(options, work):
    """One image for all of them."""
    image = work / "lists.image"
    if not image.exists():
        chance = random.Random(3)
        for category in BLOCKED:
            folder = work / "lists" / category
            folder.mkdir(parents=True, exist_ok=True)
            (folder / "domains").write_text("".join(
                f"{chance.getrandbits(60):x}.{category.replace('_', '-')}.example\n"
                for _ in range(options.names // len(BLOCKED))))
        subprocess.run(options.schoolgate.split() + [
            "lists", "compile", "--from", str(work / "lists"), "--to", str(image)], check=True,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return image


def closed(work):
    names = []
    for category in BLOCKED:
        names += (work / "lists" / category / "domains").read_text().split()[:500]
    return names


def begin(options, work, image, origin, schools, apart):
    """Processes of so many schools, each once it has said that all its doors are open."""
    common = ["--server", f"http://127.0.0.1:{PLATFORM}", "--lists", str(image), "--origins", f"*=127.0.0.1:{origin}"]
    files = []
    for i in range(schools):
        shutil.rmtree(work / f"data-{i}", ignore_errors=True)
        (work / f"token-{i}").write_text(f"gateway-token-{i}\n")
        file = work / f"school-{i}"
        file.write_text(f"token = {work}/token-{i}\ndata = {work}/data-{i}\nproxy-port = {FIRST + i}\n")
        files.append(["--school", str(file)])
    wanted = files if apart else [sum(files, [])]
    processes = []
    for i, some in enumerate(wanted):
        process = subprocess.Popen(
            options.schoolgate.split() + ["gateway"] + common + some, stdout=subprocess.PIPE,
            stderr=open(work / f"errors-{i}", "w"), text=True)
        for _ in range(len(some) // 2):
            line = process.stdout.readline()
            if "Proxy on" not in line:
                raise SystemExit(f"a gateway did not start, see {work}/errors-{i}: {line}")
        processes.append(process)
    return processes


def ask(client, host):
    client.request("GET", f"http://{host}/", headers=dict([IDENTITY.split(": ")]))
    answer = client.getresponse()
    answer.read()
    return answer.status


def use(port, names, requests):
    client = http.client.HTTPConnection("127.0.0.1", port)
    for i in range(requests):
        status = ask(client, names[i % len(names)] if i % 10 < 3 else f"h{i % 500}.open.test")
        if status not in (200, 403):
            raise SystemExit(f"the gateway on port {port} answered {status}")


def figures(processes):
    resident = proportional = threads = files = 0
    for process in processes:
        status = pathlib.Path(f"/proc/{process.pid}/status").read_text()
        rollup = pathlib.Path(f"/proc/{process.pid}/smaps_rollup").read_text()
        resident += int(re.search(r"VmRSS:\s+(\d+)", status).group(1))
        proportional += int(re.search(r"\nPss:\s+(\d+)", rollup).group(1))
        threads += int(re.search(r"Threads:\s+(\d+)", status).group(1))
        files += len(list(pathlib.Path(f"/proc/{process.pid}/fd").iterdir()))
    return resident / 1024, proportional / 1024, threads, files


def crowd(port, name, over):
    """Asks without a pause, over several connections at once."""
    request = f"GET http://{name}/ HTTP/1.1\r\nHost: {name}\r\n{IDENTITY}\r\n\r\n".encode()
    clients = [socket.create_connection(("127.0.0.1", port)) for _ in range(CROWD // 2)]
    while not over.value:
        for client in clients:
            client.sendall(request)
        for client in clients:
            client.recv(65_536)


def waits(port, pages):
    client = http.client.HTTPConnection("127.0.0.1", port)
    took = []
    for i in range(pages):
        began = time.perf_counter()
        ask(client, f"h{i % 500}.open.test")
        took.append((time.perf_counter() - began) * 1_000)
        time.sleep(0.005)
    took.sort()
    return took[len(took) // 2], took[len(took) * 99 // 100]


def fairness(name):
    quiet = waits(FIRST + 1, 500)
    over = multiprocessing.Value("b", 0)
    many = [multiprocessing.Process(target=crowd, args=(FIRST, name, over), daemon=True) for _ in range(2)]
    for one in many:
        one.start()
    time.sleep(2)
    crowded = waits(FIRST + 1, 500)
    own = waits(FIRST, 100)
    over.value = 1
    for one in many:
        one.join(10)
    print("    a page of the second school, p50 and p99: quiet %.1f and %.1f ms, a crowd at the first %.1f and %.1f ms; "
          "at the first itself %.1f and %.1f ms" % (quiet + crowded + own), flush=True)


def end(processes):
    for process in processes:
        process.terminate()
    for process in processes:
        process.wait(60)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=pathlib.Path, default=pathlib.Path("/tmp/schoolgate-bench-schools"))
    parser.add_argument("--schools", default="1,5,20")
    parser.add_argument("--requests", type=int, default=2_000)
    parser.add_argument("--names", type=int, default=1_000_000)
    parser.add_argument("--schoolgate", default=str(HERE.parent / "schoolgate"), help="the command to measure")
    options = parser.parse_args()
    work = options.work.resolve()
    work.mkdir(parents=True, exist_ok=True)
    Platform.policy = proxy.policy(work)
    server = ThreadingHTTPServer(("127.0.0.1", PLATFORM), Platform)
    server.handle_error = lambda *_: None
    threading.Thread(target=server.serve_forever, daemon=True).start()
    origin = multiprocessing.Value("i", 0)
    multiprocessing.Process(target=sites, args=(origin,), daemon=True).start()
    image = lists(options, work)
    names = closed(work)
    print("schools  in            resident     in proportion  threads  files", flush=True)
    for schools in map(int, options.schools.split(",")):
        for apart in (False, True) if schools > 1 else (False,):
            processes = begin(options, work, image, origin.value, schools, apart)
            try:
                for i in range(schools):
                    use(FIRST + i, names, options.requests)
                time.sleep(15)
                print("%7d  %-12s %6.0f MB %14.0f MB %8d %6d" % (
                    (schools, f"{len(processes)} process" + "es" * (len(processes) > 1)) + figures(processes)), flush=True)
                if schools > 1:
                    fairness(names[0])
            finally:
                end(processes)


if __name__ == "__main__":
    main()
