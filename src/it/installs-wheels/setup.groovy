import com.sun.net.httpserver.HttpServer
import io.github.weepython.maven.site.TestWheels

def target = { String name -> new File(basedir, "target/${name}").toPath() }
def tool = ['tool.py': 'import shared\n\n\ndef main():\n    print("tool with", shared.NAME)\n',
            'tool-1.5.dist-info/entry_points.txt': '[console_scripts]\ntool = tool:main\n']
// For CPython on this machine alone; there is no compiled code in it.
def machine = System.getProperty('os.arch') == 'aarch64' ? 'aarch64' : 'x86_64'
def make = { String folder ->
    [TestWheels.make(target(folder), 'tool', '1.5', 'py3-none-any', tool, 'Requires-Dist: shared>=1'),
     TestWheels.module(target(folder), 'shared', '1.0', "cp313-cp313-manylinux_2_17_${machine}", 'NAME = "shared"\n')]
}
def wheels = make('wheels')
make('again-wheels')
TestWheels.make(target('lacking'), 'tool', '1.5', 'py3-none-any', tool, 'Requires-Dist: shared>=1')
TestWheels.module(target('foreign'), 'shared', '1.0', 'cp313-cp313-macosx_11_0_arm64', 'NAME = "mac"\n')
TestWheels.make(target('pips'), 'pip', '99.0', 'py3-none-any', ['pip/__init__.py': '__version__ = "99.0"\n'])

// An index with a page for each project, as PEP 503 has it.
def projects = [tool: wheels[0], shared: wheels[1]]
target('requirements.txt').toFile().text = projects.collect { name, wheel -> TestWheels.pinned(name, wheel.fileName.toString().split('-')[1], wheel) }.join()
def index = HttpServer.create(new InetSocketAddress(InetAddress.loopbackAddress, 0), 0)
index.createContext('/') { exchange ->
    def path = exchange.requestURI.path
    def wheel = projects[path.split('/').last()]
    byte[] bytes = path.startsWith('/files/') ? new File(basedir, 'target/wheels' + path.substring('/files'.length())).bytes :
        "<a href='/files/${wheel.fileName}#sha256=${wheel.toFile().bytes.digest('SHA-256')}'>${wheel.fileName}</a>".bytes
    exchange.sendResponseHeaders(200, bytes.length)
    exchange.responseBody.withCloseable { it.write(bytes) }
}
index.start()
context.index = index
// The same two as a lock has them: one by its address, one by its path beside the lock.
def locked = { name, version, place, wheel -> """
[[packages]]
name = "${name}"
version = "${version}"
wheels = [{${place}, hashes = {sha256 = "${wheel.toFile().bytes.digest('SHA-256')}"}}]
""" }
target('pylock.toml').toFile().text = 'lock-version = "1.0"\ncreated-by = "setup.groovy"\nrequires-python = ">=3.11"\n' +
    locked('tool', '1.5', "url = \"http://127.0.0.1:${index.address.port}/files/${wheels[0].fileName}\"", wheels[0]) +
    locked('shared', '1.0', "path = \"wheels/${wheels[1].fileName}\"", wheels[1]) +
    '\n[[packages]]\nname = "winonly"\nversion = "1"\nmarker = "sys_platform == \'win32\'"\nwheels = []\n'
new File(basedir, 'test.properties').text = "index=http://127.0.0.1:${index.address.port}/simple/\n"

return true
