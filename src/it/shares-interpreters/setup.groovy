import io.github.weepython.maven.publish.RegistryServer
import org.codehaus.plexus.util.FileUtils

// What an earlier run of this project left in the local repository.
FileUtils.deleteDirectory(new File(localRepositoryPath, 'io/github/weepython/interpreters'))
def folder = new File(basedir, 'registry')
folder.mkdir()
context.registry = RegistryServer.start(folder.toPath())
// Keys: one that signs what is deployed, and one that signed nothing.
['sign', 'other'].each { name ->
    def pair = java.security.KeyPairGenerator.getInstance('Ed25519').generateKeyPair()
    def pem = { String kind, byte[] der -> "-----BEGIN ${kind} KEY-----\n${der.encodeBase64()}\n-----END ${kind} KEY-----\n" }
    new File(basedir, "${name}.key").text = pem('PRIVATE', pair.private.encoded)
    new File(basedir, "${name}.pub").text = pem('PUBLIC', pair.public.encoded)
}
new File(basedir, 'test.properties').text = """wee.image=127.0.0.1:${context.registry.port()}/team/python
repository=${new File(basedir, 'repository').toURI()}
"""
return true
