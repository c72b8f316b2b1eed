import io.github.weepython.maven.publish.RegistryServer
import io.github.weepython.maven.site.TestWheels

def folder = new File(basedir, 'registry')
folder.mkdir()
context.registry = RegistryServer.start(folder.toPath())
// The invocations' -D.
new File(basedir, 'test.properties').text = "wee.image=127.0.0.1:${context.registry.port()}/team/python\n"
// A lock as uv exports it: one project with a wheel for each platform, and one that a single platform needs.
def wheels = new File(basedir, 'target/wheels').toPath()
def wheel = { String name, String tag -> TestWheels.module(wheels, name, '1.0', tag, "TAG = '${tag}'\n") }
def locked = { String name, String marker, List files -> """
[[packages]]
name = "${name}"
version = "1.0"
${marker}
wheels = [${files.collect { "{path = 'wheels/${it.fileName}', hashes = {sha256 = '${it.toFile().bytes.digest('SHA-256')}'}}" }.join(', ')}]
""" }
new File(basedir, 'target/pylock.toml').text = 'lock-version = "1.0"\n' +
    "environments = [\"platform_machine == 'x86_64'\", \"platform_machine == 'aarch64'\"]\n" +
    locked('native', '', ['x86_64', 'aarch64'].collect { wheel('native', 'cp313-cp313-manylinux_2_17_' + it) }) +
    locked('armed', "marker = \"platform_machine == 'aarch64'\"", [wheel('armed', 'py3-none-any')])

return true
