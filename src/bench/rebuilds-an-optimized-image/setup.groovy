import io.github.weepython.maven.publish.RegistryServer
import io.github.weepython.maven.publish.Tool

def folder = new File(basedir, 'registry')
folder.mkdir()
context.registry = RegistryServer.start(folder.toPath())
Tool.run('openssl', 'genpkey', '-algorithm', 'ED25519', '-out', new File(basedir, 'sign.key').path)
Tool.run('openssl', 'pkey', '-in', new File(basedir, 'sign.key').path, '-pubout', '-out', new File(basedir, 'sign.pub').path)
def name = "127.0.0.1:${context.registry.port()}/team/python"
new File(basedir, 'test.properties').text = """wee.image=${name}
wee.reference=${name}:3.13.5-wee-optimized-lto
wee.trust.key=sign.pub
"""
return true
