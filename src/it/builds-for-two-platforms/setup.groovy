import io.github.weepython.maven.publish.RegistryServer

def folder = new File(basedir, 'registry')
folder.mkdir()
context.registry = RegistryServer.start(folder.toPath())
// The invocations' -D.
new File(basedir, 'test.properties').text = "wee.image=127.0.0.1:${context.registry.port()}/team/python\n"
return true
