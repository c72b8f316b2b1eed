import io.github.weepython.maven.MavenRun

def log = new File(basedir, 'build.log').text
def answers = [
    "There is no flavour 'wee-turbo'. Set <flavour> or -Dwee.flavour to one of: wee, ",
    "There is no base 'alpine'. Set <base> or -Dwee.base to one of: distroless, debian.",
    "There is no suite 'stretch'. Set <suite> or -Dwee.suite to one of: ",
    "'3.13' is not a CPython version: ",
    'No CPython version is given. Set <python> or -Dwee.python',
    "'registry.example.com/team/python:latest' carries a tag or digest. Set <image> or -Dwee.image",
    "'Registry.example.com/Team//Python' is not an image name: ",
    "<pip> or -Dwee.pip is 'perhaps'; true or false is wanted.",
    "<compiler> or -Dwee.compiler is 'gcc'; ",
    "'3.13.5-wee/x' is not a tag: ",
    'The cache /proc/wee-cache could not be used: ',
    "<march> or -Dwee.march is 'native'; for linux/",
    'Flavour wee-optimized-lto-bolt is not built by this version of wee: ',
    'none.profile. Make it with wee:train, or see <profile>.',
    "<securityPatches> or -Dwee.securityPatches is 'ubuntu'; debian or none is wanted.",
    "none.patch can't be read: ",
    "pom.xml is no patch: it has no line that begins with '+++ '",
    "<cflags> or -Dwee.cflags has -flto, which contradicts what wee sets itself: choose <flavour>.",
    "<configureArgs> or -Dwee.configureArgs has --enable-optimizations, which contradicts what wee sets itself: choose <flavour>.",
    'There is no property -Dwee.flavor. There is: -Dwee.flavour, -Dwee.flavours; mvn wee:help -Ddetail lists all.',
    "<load> or -Dwee.load is 'yes'; true or false is wanted.",
    'There is no parameter <flavor> of this plugin. There is: <flavour>, <flavours>; mvn wee:help -Ddetail lists all.',
    "'3.13.05' is not a CPython version: ",
]
// Maven says it once where the goal failed, and wee adds nothing: no stack, no second message.
answers.each { answer ->
    def said = log.readLines().count { it.contains(answer) }
    assert said == 1 : "said ${said} times instead of once: ${answer}"
}
assert !log.contains('\tat io.github.weepython')
// Nothing was begun.
assert !new File(basedir, 'target').exists()
assert !new File(basedir, 'cache').exists()

// Right words, and no place to compile in: each place looked in, with its fix.
def tools = new File(basedir, 'tools')
tools.mkdir()
['bwrap', 'unshare'].each { name ->
    new File(tools, name).with { text = "#!/bin/sh\necho '${name}: Operation not permitted'\nexit 1\n"; executable = true }
}
def nowhere = MavenRun.start(basedir, localRepositoryPath, 'nowhere',
    [PATH: "${tools}:${System.getenv('PATH')}".toString(), DOCKER_HOST: 'tcp://127.0.0.1:1'], ['package']).failure()
['There is no place to compile in here.', 'bwrap: Operation not permitted', 'unshare: Operation not permitted',
 'To fix it: let this user make user namespaces', 'tcp://127.0.0.1:1 (DOCKER_HOST): Connection refused',
 'or set DOCKER_HOST to a daemon', 'wee:doctor shows more.'].each { assert nowhere.contains(it) }
assert !new File(basedir, 'cache/download').exists()
