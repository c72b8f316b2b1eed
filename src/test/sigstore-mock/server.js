// Sigstore's mock of Fulcio, Rekor and a timestamp authority as an HTTP server. Itself it answers within Node only.
// Writes trusted_root.json into the folder that it is given, then its address, and ends when its input does.
'use strict'
const crypto = require('crypto')
const fs = require('fs')
const http = require('http')
const path = require('path')
const mock = require('@sigstore/mock')

const HOUR = 3600 * 1000
// Trusted since long ago, also for certificates that this server says are an hour old.
const validFor = { start: '2020-01-01T00:00:00Z' }

const base64 = bytes => Buffer.from(bytes).toString('base64')
const keys = () => crypto.generateKeyPairSync('ec', { namedCurve: 'P-256' })
const spki = pair => pair.publicKey.export({ format: 'der', type: 'spki' })

function log (pair, baseUrl) {
  const key = spki(pair)
  return {
    baseUrl,
    hashAlgorithm: 'SHA2_256',
    logId: { keyId: crypto.createHash('sha256').update(key).digest('base64') },
    publicKey: { rawBytes: base64(key), keyDetails: 'PKIX_ECDSA_P256_SHA_256', validFor }
  }
}

const authority = (uri, certificates) => ({
  uri,
  subject: { organization: 'sigstore.mock', commonName: uri },
  certChain: { certificates: certificates.map(each => ({ rawBytes: base64(each) })) },
  validFor
})

async function main (folder) {
  const handlers = {}
  const server = http.createServer((request, response) => {
    const chunks = []
    request.on('data', chunk => chunks.push(chunk))
    request.on('end', async () => {
      const handler = request.method === 'POST' && handlers[request.url]
      const answer = handler
        ? await handler(Buffer.concat(chunks).toString())
        : { statusCode: 404, response: 'no such service' }
      response.writeHead(answer.statusCode, { 'Content-Type': answer.contentType || 'text/plain' })
      response.end(answer.response)
    })
  })
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = `http://127.0.0.1:${server.address().port}`

  const [issuing, promising, logging, stamping] = [keys(), keys(), keys(), keys()]
  const serve = (below, handler) => { handlers[below + handler.path] = handler.fn }
  const certificates = await mock.initializeCTLog(promising)
  const ca = await mock.initializeCA(issuing, certificates)
  serve('', mock.fulcioHandler(ca))
  // Each of the mock's authorities has a root of its own, although the keys are the same.
  const late = await mock.initializeCA(issuing, certificates, new Date(Date.now() - HOUR))
  serve('/expired', mock.fulcioHandler(late))
  serve('', mock.rekorHandler(await mock.initializeTLog(address, logging)))
  const tsa = await mock.initializeTSA(stamping)
  serve('', mock.tsaHandler(tsa))

  fs.writeFileSync(path.join(folder, 'trusted_root.json'), JSON.stringify({
    mediaType: 'application/vnd.dev.sigstore.trustedroot+json;version=0.1',
    tlogs: [log(logging, address)],
    ctlogs: [log(promising, 'https://ctfe.example.com')],
    certificateAuthorities: [ca, late].map(each => authority('https://fulcio.example.com', [each.rootCertificate])),
    timestampAuthorities: [authority(address, [tsa.intCertificate, tsa.rootCertificate])]
  }, null, 1))
  console.log(address)
}

process.stdin.resume().on('end', () => process.exit(0))
main(process.argv[2]).catch(error => { console.error(error); process.exit(1) })
