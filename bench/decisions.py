#!/usr/bin/env python3
"""Host decisions per CPU second: Schoolgate's verdict beside squidGuard, on the same lists and URLs, in one run.

    bench/decisions.py --data DIR --work DIR [--sizes real,3m,5m] [--lines 10000000] [--rounds 3] [--squidguard-lines 1000000]

DIR of --data holds lists/CATEGORY/domains[.gz] and popular-100k.txt. The lists are filled up with made names to 3 or 5 million,
spread over the blocked categories. Every line of the stream is another host: three in ten lie at or below a listed name, the
others below popular names that are not listed. A dictionary of names in this script is the oracle, and every answer of ours is held
against it, categories included. CPU seconds are the process's own, user and system, as the kernel counts them at its end; the start
is an empty run and is subtracted from both. squidGuard takes a stream so long that it is given the first part of the same.
"""
import argparse, collections, gzip, os, random, re, subprocess, sys, time

BLOCKED = ('porn gambling violence drugs malware phishing scam proxy vpn dating hacking warez weapons cryptojacking torrent doh '
           'remote-control mixed_adult lingerie cult').split()
FRONT = 'www m cdn img static api mail blog shop eu s3 assets video news app login en fr'.split()
PATHS = ['', 'index.html', 'search?q=history+homework', 'images/logo.png', 'a/b/c/page.php?id=%d', 'wp-content/uploads/2026/05/%d.jpg',
         'watch?v=%d', 'static/js/main.%d.js', 'article/%d/the-title-of-the-page', 'api/v1/items/%d?fields=all&sort=asc']
ENDS = 'com net org info xyz top ru de co.uk fr'.split()
LONGEST = 253
DIGITS = '0123456789abcdefghijklmnopqrstuvwxyz'


def read_lists(folder):
    lists = collections.defaultdict(list)
    for category in sorted(os.listdir(folder)):
        for name in ('domains', 'domains.gz'):
            path = os.path.join(folder, category, name)
            if os.path.exists(path):
                with (gzip.open if name.endswith('.gz') else open)(path, 'rt', encoding='utf-8') as lines:
                    lists[category] += [line.strip().lower() for line in lines if line.strip()]
    return lists


def fill(lists, size, popular, chance):
    words = [word for word in (name.split('.')[0] for name in popular) if 3 <= len(word) <= 14]
    known = {name for names in lists.values() for name in names}
    targets = [category for category in BLOCKED if category in lists]
    while len(known) < size:
        name = '%s%s%d.%s' % (chance.choice(words), chance.choice(words), chance.randrange(10000), chance.choice(ENDS))
        if name not in known:
            known.add(name)
            lists[chance.choice(targets)].append(name)


def write_lists(lists, folder):
    for category, names in lists.items():
        os.makedirs(os.path.join(folder, category), exist_ok=True)
        with open(os.path.join(folder, category, 'domains'), 'w') as out:
            out.write('\n'.join(names) + '\n')


def base36(number):
    text = ''
    while number:
        number, digit = divmod(number, 36)
        text = DIGITS[digit] + text
    return text or '0'


class Oracle:
    """The categories of a host and of all domains above it, and the verdict, by the obvious program."""

    def __init__(self, lists):
        of = collections.defaultdict(set)
        for category, names in lists.items():
            for name in names:
                of[name].add(category)
        self.of = {name: frozenset(categories) for name, categories in of.items()}
        self.lines = {}

    def categories(self, host):
        found = None
        while host:
            here = self.of.get(host)
            if here:
                found = here if found is None else found | here
            _, _, host = host.partition('.')
        return found or frozenset()

    def line(self, categories):
        if categories not in self.lines:
            names = sorted(categories)
            blocked = [name for name in names if name in BLOCKED]
            self.lines[categories] = '%s\t%s\t%s\n' % ('block' if blocked else 'allow', ','.join(names),
                                                     'category ' + blocked[0] if blocked else 'default')
        return self.lines[categories]


def write_stream(oracle, popular, count, path, chance):
    listed = list(oracle.of)
    open_names = [name for name in popular if not oracle.categories(name)]
    bare = set()
    with open(path, 'w') as urls, open(path + '.expected', 'w') as expected:
        for i in range(count):
            if chance.random() < .3:
                name, depth = chance.choice(listed), chance.choice((0, 1, 1, 2, 3, 4))
            else:
                name, depth = open_names[int(len(open_names) ** chance.random()) - 1], chance.choice((0, 1, 1, 1, 2, 3))
            if depth == 0 and name in bare:
                depth = 1
            if depth == 0:
                bare.add(name)
                host = name
            else:
                labels = [chance.choice(FRONT) for _ in range(depth)]
                labels[0] += base36(i)
                host = '.'.join(labels) + '.' + name
                if len(host) > LONGEST:
                    host = labels[0] + '.' + name
            page = chance.choice(PATHS)
            urls.write('http://%s/%s\n' % (host, page % chance.randrange(10 ** 9) if '%d' in page else page))
            expected.write(oracle.line(oracle.categories(host)))


def run(command, stdin, stdout, stderr):
    """Runs to the end; wall seconds, CPU seconds."""
    start = time.time()
    with open(stdin, 'rb') as source, open(stdout, 'wb') as out, open(stderr, 'wb') as err:
        process = subprocess.Popen(command, stdin=source, stdout=out, stderr=err)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit('%s ended with %d: %s' % (command[0], process.returncode, open(stderr).read()[-2000:]))
    return time.time() - start, used.ru_utime + used.ru_stime


def wrong(path, expected):
    with open(path) as found, open(expected) as right:
        return sum(a != b for a, b in zip(found, right)) + abs(sum(1 for _ in open(path)) - sum(1 for _ in open(expected)))


def schoolgate(size, command, work, stream, lines, rounds):
    image, out, err = (os.path.join(work, size + end) for end in ('.image', '.out', '.err'))
    wall, cpu = run(command + ['lists', 'compile', '--from', os.path.join(work, size), '--to', image], os.devnull, out, err)
    last = open(err).read().strip().splitlines()[-1]
    print('compile schoolgate %s wall_s=%.1f cpu_s=%.1f | %s' % (size, wall, cpu, last), flush=True)
    verdict = command + ['verdict', '--image', image, '--block', ','.join(BLOCKED)]
    for _ in range(rounds):
        empty_wall, empty = run(verdict, os.devnull, out, err)
        wall, cpu = run(verdict, stream, out, err)
        printed = open(err).read().strip().splitlines()[-1]
        rate = lines / (cpu - empty)
        own = float(re.search(r'([0-9]+) per CPU second', printed).group(1))
        print('decide schoolgate %s lines=%d start_s=%.2f start_cpu_s=%.2f run_s=%.1f cpu_s=%.2f per_cpu_s=%d wrong=%d printed_is=%+.1f%% | %s'
              % (size, lines, empty_wall, empty, wall, cpu, rate, wrong(out, stream + '.expected'), 100 * (own / rate - 1), printed), flush=True)
        yield rate


def squidguard(size, work, stream, lines, rounds, lists):
    home = os.path.join(work, size + '.squidguard')
    names = [name for name in BLOCKED if name in lists]
    for name in names:
        os.makedirs(os.path.join(home, 'db', name), exist_ok=True)
        with open(os.path.join(home, 'db', name, 'domains'), 'w') as out:
            out.write('\n'.join(lists[name]) + '\n')
    os.makedirs(os.path.join(home, 'log'), exist_ok=True)
    conf = os.path.join(home, 'conf')
    with open(conf, 'w') as out:
        out.write('dbhome %s/db\nlogdir %s/log\n' % (home, home))
        out.writelines('dest %s { domainlist %s/domains }\n' % (name, name) for name in names)
        out.write('acl {\n default {\n pass %s any\n redirect http://127.0.0.1/blocked\n }\n}\n' % ' '.join('!' + name for name in names))
    out, err, asked = (os.path.join(work, size + end) for end in ('.sg-out', '.sg-err', '.sg-in'))
    wall, cpu = run(['squidGuard', '-C', 'all', '-c', conf], os.devnull, out, err)
    print('compile squidguard %s wall_s=%.1f cpu_s=%.1f' % (size, wall, cpu), flush=True)
    right = []
    with open(stream) as urls, open(stream + '.expected') as expected, open(asked, 'w') as questions:
        for url, line, _ in zip(urls, expected, range(lines)):
            questions.write(url.rstrip() + ' 10.0.0.5/- - GET\n')
            right.append(line.startswith('block'))
    for _ in range(rounds):
        _, empty = run(['squidGuard', '-c', conf], os.devnull, out, err)
        wall, cpu = run(['squidGuard', '-c', conf], asked, out, err)
        with open(out) as answers:
            answered = ['/blocked' in line for line in answers]
        faults = sum(a != b for a, b in zip(answered, right)) + abs(len(answered) - len(right))
        rate = lines / (cpu - empty)
        print('decide squidguard %s lines=%d run_s=%.1f cpu_s=%.2f per_cpu_s=%d wrong=%d' % (size, lines, wall, cpu, rate, faults), flush=True)
        yield rate


def main():
    here = os.path.dirname(os.path.abspath(__file__))
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--data', required=True)
    parser.add_argument('--work', required=True)
    parser.add_argument('--sizes', default='real,3m,5m')
    parser.add_argument('--lines', type=int, default=10_000_000)
    parser.add_argument('--rounds', type=int, default=3)
    parser.add_argument('--squidguard-lines', type=int, default=1_000_000)
    parser.add_argument('--schoolgate', default=os.path.join(here, '..', 'schoolgate'), help='the command to measure')
    given = parser.parse_args()
    with open(os.path.join(given.data, 'popular-100k.txt')) as lines:
        popular = [line.strip().lower() for line in lines if line.strip()]
    for size in given.sizes.split(','):
        chance = random.Random(20261101)
        lists = read_lists(os.path.join(given.data, 'lists'))
        if size != 'real':
            fill(lists, int(size[:-1]) * 1_000_000, popular, chance)
        write_lists(lists, os.path.join(given.work, size))
        stream = os.path.join(given.work, size + '.urls')
        write_stream(Oracle(lists), popular, given.lines, stream, chance)
        ours = schoolgate(size, given.schoolgate.split(), given.work, stream, given.lines, given.rounds)
        theirs = squidguard(size, given.work, stream, given.squidguard_lines, given.rounds, lists) if given.squidguard_lines else iter(())
        pairs = []
        for mine in ours:
            pairs.append((mine, next(theirs, None)))
        mine = sorted(pair[0] for pair in pairs)[len(pairs) // 2]
        if given.squidguard_lines:
            other = sorted(pair[1] for pair in pairs)[len(pairs) // 2]
            print('ratio %s schoolgate %d squidguard %d per CPU second: %.0f x' % (size, mine, other, mine / other), flush=True)
        else:
            print('median %s schoolgate %d per CPU second' % (size, mine), flush=True)


if __name__ == '__main__':
    main()
