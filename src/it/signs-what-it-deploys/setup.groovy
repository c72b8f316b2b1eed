import io.github.weepython.maven.publish.RegistryServer
import io.github.weepython.maven.publish.Tool

def folder = new File(basedir, 'registry')
folder.mkdir()
context.registry = RegistryServer.start(folder.toPath())
def file = { String name -> new File(basedir, name).path }
['sign', 'other'].each { name ->
    // Its password stands in invoker.properties.
    Tool.run('openssl', 'genpkey', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256', '-aes-256-cbc', '-pass', 'pass:Sesame-0pen-4711', '-out', file("${name}.key"))
    Tool.run('openssl', 'pkey', '-in', file("${name}.key"), '-passin', 'pass:Sesame-0pen-4711', '-pubout', '-out', file("${name}.pub"))
}
Tool.run('openssl', 'genpkey', '-algorithm', 'RSA', '-out', file('rsa.key'))
// The invocations' -D.
new File(basedir, 'test.properties').text =
    """wee.image=127.0.0.1:${context.registry.port()}/team/python
wee.reference=127.0.0.1:${context.registry.port()}/team/python:3.13.5-wee
wee.trust.key=sign.pub
key=sign.key
"""
return true
