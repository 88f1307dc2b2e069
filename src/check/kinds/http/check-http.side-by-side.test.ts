import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { bothAnswers, hasPlugin } from '../plugins.fixture.ts'
import { hasOpenssl, localServers, makeCertificate, temporaryFolder } from '../servers.fixture.ts'
import { checkHttp } from './check-http.ts'
import { servePages } from './http-pages.fixture.ts'

const days = (number: number): Date => new Date(Date.now() + number * 86_400_000)

describe.skipIf(!hasPlugin('check_http') || !hasOpenssl)('check_http answers as the plugin (skipped where it or openssl is not installed)', () => {
  const servers = localServers()
  const folder = temporaryFolder()
  const names: Record<string, string> = {}

  beforeAll(async () => {
    const year = makeCertificate(folder.path, '/CN=year.example', days(-1), days(365.5))
    const ports = {
      closed: servers.closedPort(),
      web: servers.tcp(servePages),
      other: servers.tcp(servePages),
      tls: servers.tls(year, servePages),
      month: servers.tls(makeCertificate(folder.path, '/CN=month.example', days(-1), days(20.5)), servePages),
      expired: servers.tls(makeCertificate(folder.path, '/CN=expired.example', days(-20), days(-2)), servePages),
      banner: servers.tcp((socket) => socket.end('220 hello FTP\r\n')),
      silent: servers.tcp(() => {}),
    }
    for (const [name, port] of Object.entries(ports)) names[name] = String(await port)
    names.proxy = String(await servers.tcp((socket) => {
      socket.once('data', (request) => {
        if (!request.toString().startsWith('CONNECT h.example:443 HTTP/1.1\r\n')) return socket.end('HTTP/1.1 400 Bad\r\n\r\n')
        socket.write('HTTP/1.1 200 Connection established\r\nX: y\r\n\r\n')
        const tunnel = connect(Number(names.tls), '127.0.0.1')
        tunnel.on('error', () => socket.destroy())
        return socket.pipe(tunnel).pipe(socket)
      })
    }))
    names.cert = join(folder.path, 'client-cert.pem')
    names.key = join(folder.path, 'client-key.pem')
    writeFileSync(names.cert, year.cert)
    writeFileSync(names.key, year.key)
  })
  afterAll(async () => {
    await servers.stop()
    folder.remove()
  })

  const web = '-I 127.0.0.1 -p $web'
  const tls = '-I 127.0.0.1 -p $tls'
  const redirect = (to: string): string => `${web} -u /redirect?${to} -f`
  it.concurrent.each([
    '', '-I 127.0.0.1 -p $closed', '-H 127.0.0.1 -p $web', web, `-H www.example.com ${web}`, '-H localhost -p $web',
    '-H 127.0.0.1:$web', '127.0.0.1 -p $web',
    '-H nosuch.invalid -p 80', '-H ::1 -p $closed', `${web} -4`, `${web} -6`, `${web} -p x`, '-I 127.0.0.1 -p $banner',
    '-I 127.0.0.1 -p $silent -t 1',
    ...['100', '199', '200', '204', '299', '300', '302', '304', '399', '400', '404', '499', '500', '503', '599', '600', '999', '099', '20', '2000', '20x']
      .map((status) => `${web} -u /status/${status}`),
    ...['http10', 'nothttp', 'empty', 'nobody', 'headonly', 'lf', 'length', 'chunked', 'big', 'html', 'slow', 'slowbody', 'noreason', 'junk', 'continue', 'reset', 'login']
      .map((page) => `${web} -u /${page}`),
    `${web} -u html`, `${web} -u ""`, `${web} -u /html operand`,
    `${web} -u /html -e 200`, `${web} -u /html -e "HTTP/1.1 200"`, `${web} -u /html -e 404`, `${web} -u /html -e 404,200`,
    `${web} -u /status/404 -e 404`,
    `${web} -u /status/500 -e nope`, `${web} -u /nothttp -e SSH`, `${web} -u /html -e ""`, `${web} -u /redirect?/html -e 302`,
    `${web} -u /html -s Line`, `${web} -u /html -s nope`, `${web} -u /html -s THREE -s nope`, `${web} -u /html -s ""`,
    `${web} -u /html -s HTTP`, `${web} -u /html -s bar`,
    `${web} -u /chunked -s "hello world"`, `${web} -u /html -s aaaaaaaaaabbbbbbbbbbccccccccc`,
    `${web} -u /html -s aaaaaaaaaabbbbbbbbbbcccccccccd`,
    `${web} -u /html -d "X-Foo: bar"`, `${web} -u /html -d "X-Foo: baz"`, `${web} -u /html -d x-foo`, `${web} -u /html -d HTTP`,
    `${web} -u /html -d <b>`, `${web} -u /headonly -d X-A`,
    `${web} -u /html -r "Line t"`, `${web} -u /html -r "line t"`, `${web} -u /html -R "line t"`, `${web} -u /html -r one.*two`,
    `${web} -u /html -l -r one.*two`,
    `${web} -u /html -r one.*two -l`, `${web} -u /html -r "^Line two"`, `${web} -u /html -r pipe$`,
    `${web} -u /html -r "one[^x]*two"`, `${web} -u /html -r \\<two\\>`,
    `${web} -u /html -r "[[:upper:]]{5}"`, `${web} -u /html -r Line --invert-regex`, `${web} -u /html -r nope --invert-regex`,
    `${web} -u /html -r nope -s nope`, `${web} -u /nobody -r x`,
    `${web} -u /html -m 10`, `${web} -u /html -m 200`, `${web} -u /html -m 10:50`, `${web} -u /html -m 200:300`,
    `${web} -u /html -m 10:200`, `${web} -u /html -m x`,
    `${web} -u /html -m 1:`, `${web} -u /html -m :50`, `${web} -u /html -m 1000 -s nope -r nope -d nope -w 0.00001`,
    `${web} -u /html -w 0.000001`, `${web} -u /html -c 0.000001`, `${web} -u /html -w 5 -c 10`, `${web} -u /html -w x`,
    `${web} -u /html -w 1:2 -c 3`,
    `${web} -u /html -w 0.5 -c 1,5`, `${web} -u /html -w 5:`, `${web} -u /html -w 5:1`, `${web} -u /html -w ~:5`,
    `${web} -u /html -c @0:5`,
    `${web} -u /status/404 -c 0.000001`, `${web} -u /status/500 -w 0.000001`, `${web} -u /hang -t 1`, `${web} -u /html -t 0`,
    `${web} -u /html -t x`,
    `${web} -u /slowbody -N`, `${web} -u /html -N -s Line`, `${web} -u /html -N -r x`, `${web} -u /html -N -d X-Foo`,
    `${web} -u /html -N -B`,
    `${web} -u /login -a user:pass`, `${web} -u /login -a user:wrong`, `${web} -u /proxylogin -b user:pass`,
    `${web} -u /agent -A agent/1 -s agent/1`,
    `${web} -u /request -B`, `${web} -u /request -B -k "X-One: 1" -k "X-Two: 2"`, `${web} -u /request -B -j DELETE`,
    `${web} -u /request -B -P a=b&c=d`,
    `${web} -u /request -B -P a=b -T text/xml`, `${web} -u /request -B -P a=b -j PUT`, `${web} -u /request -B -P ""`,
    `${web} -u /request -B -T text/xml`,
    `-H foo.example ${web} -u /request -B`, `-H foo.example:8080 ${web} -u /request -B`,
    `-H foo.example ${web} -u /request -B -k "Host: other"`, `${web} -u /request -B -a u:p -b v:w`,
    `${web} -u "/request?a b#frag" -B`, `${web} -u /html -j HEAD`, `${web} -u /html -j OPTIONS`,
    ...['fresh', 'old', 'veryold', 'twodays', 'overtwodays', 'future', 'undated', 'unmodified'].map((page) => `${web} -M 1h -u /${page}`),
    `${web} -M 30 -u /fresh`, `${web} -M 2d -u /old`, `${web} -M 10m -u /fresh`, `${web} -M x -u /fresh`,
    `${web} -M 10x -u /fresh`, `${web} -M 10h5 -u /fresh`,
    `${web} -M 1h -u /status/404`, `${web} -M 1h -u /status/500`, `${web} -M 1h -u /old -s nope`,
    `${web} -M 1h -u /undated -w 0.00001`,
    `${web} -E -u /html`, `${tls} -S -E -u /html`, `${web} -B -u /html`, `${web} -L -u /html`, `${web} -L -u /status/404`,
    `${web} -L -B -u /html`, `${web} -L -u /html -d nope`,
    ...['ok', 'warning', 'critical', 'follow', 'sticky', 'stickyport', 'curl', 'WARNING'].map((how) => `${redirect('/html')} ${how}`),
    ...['follow', 'sticky', 'stickyport'].map((how) => `${redirect('http://127.0.0.1:$other/request')} ${how} -B`),
    `${redirect('http://localhost:$other/request')} follow -B`, `${redirect('http://nosuch.invalid:$other/request')} sticky -B`,
    `${redirect('http://nosuch.invalid/request')} stickyport -B`, `${redirect('http://nosuch.invalid/request')} follow`,
    `${redirect('https://127.0.0.1:$tls/request')} follow -B`, `${redirect('html')} follow`,
    `${redirect('http://127.0.0.1:$other')} follow`, `${redirect('HTTP://127.0.0.1:$other/html')} follow`,
    `${redirect('/html#frag')} follow`, `${redirect('/redirect?/html')} follow`, `${redirect('')} follow`,
    `${web} -u /nowhere -f follow`, `${web} -u /folded -f follow`,
    `${web} -u /loop -f follow`, `${web} -u /loop -f follow --max-redirs=3`, `${web} -u /self -f follow`,
    `${web} -u /html --max-redirs=x`, `${web} -u /status/304 -f follow`, `${web} -u /status/304 -f warning`,
    `${redirect('/status/404')} follow`, `${redirect('/hang')} follow -t 1`, `${redirect('/html')} follow -s Line`,
    `${redirect('/html')} ok -s Line`,
    `${redirect('http://127.0.0.1:99999/html')} follow`, `${redirect('/request')} follow -B -P a=b`,
    `${redirect('/request')} follow -B -k "X: y"`, `-H my.example ${redirect('/request')} sticky -B`,
    `-H my.example ${redirect('http://my.example:$other/request')} sticky -B`,
    `${tls} -S`, `${tls} --ssl`, `${tls} -S1.2`, `${tls} -S1+`, `${tls} -S1.1+`, `${tls} -S2`, `${tls} -S3`, `${tls} -S9`,
    `${tls} -Sx`, `-H foo.example ${tls} -S --sni -u /request -B`,
    `${web} -S`, `${tls}`, '-I 127.0.0.1 -p $silent -S -t 1', '-I 127.0.0.1 -p $closed -S', `${tls} -J /nonexistent -S`,
    `${tls} -J $cert -K $key -S`, `${tls} -K $key -S`,
    `${tls} -C 30`, `${tls} -C 400`, '-I 127.0.0.1 -p $month -C 30,14', '-I 127.0.0.1 -p $month -C 30,25',
    '-I 127.0.0.1 -p $expired -C 30', `${tls} -C x`, `${tls} -C 30 -s nope`,
    `${tls} -C 30 -u /html --continue-after-certificate`, `${tls} -C 400 --continue-after-certificate`,
    '-I 127.0.0.1 -p $closed -C 30', `${web} -C 30`,
    '-I 127.0.0.1 -p $proxy -u https://h.example/request -S -j CONNECT -H h.example -B',
    '-I 127.0.0.1 -p $proxy -u /request -S -j CONNECT:POST -P a=b -H h.example -B -a r:s -k "X: 1"',
    '-I 127.0.0.1 -p $proxy -u /x -S -j CONNECT -H other.example', `${web} -x`, `${web} --nope`, `${web} -u`,
    '--IP-address=127.0.0.1 --port=$web --url=/html --string=Line --regex=two --expect=200',
    '--hostname=foo.example --IP-address=127.0.0.1 --port=$web --url=/html --onredirect=follow --pagesize=10:500 --timeout=5 --warning=3 --critical=4',
  ])('check_http %s', async (line) => {
    const answers = await bothAnswers(checkHttp, line.replace(/\$([a-z]+)/g, (_all, name: string) => names[name]!))

    expect(answers.builtIn).toBe(answers.plugin)
  })
})
