import io.github.weepython.maven.publish.RegistryServer
import org.codehaus.plexus.util.FileUtils

// What an earlier run of this project left in the local repository.
FileUtils.deleteDirectory(new File(localRepositoryPath, 'io/github/weepython/interpreters'))
def folder = new File(basedir, 'registry')
folder.mkdir()
context.registry = RegistryServer.start(folder.toPath())
new File(basedir, 'test.properties').text = """wee.image=127.0.0.1:${context.registry.port()}/team/python
repository=${new File(basedir, 'repository').toURI()}
"""
return true
