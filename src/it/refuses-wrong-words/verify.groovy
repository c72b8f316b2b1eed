import io.github.weepython.maven.MavenRun

def log = new File(basedir, 'build.log').text
def answers = [
    "Unknown flavour 'wee-turbo'. Set <flavour> or -Dwee.flavour to one of: wee, ",
    "Unknown base 'alpine'. Set <base> or -Dwee.base to one of: distroless, debian.",
    "Unknown suite 'stretch'. Set <suite> or -Dwee.suite to one of: ",
    "'3.x' is not a CPython version: ",
    'No CPython version is given. Set <python> or -Dwee.python',
    "'registry.example.com/team/python:latest' carries a tag or digest. Set <image> or -Dwee.image",
    "'Registry.example.com/Team//Python' is not an image name: ",
    "<pip> or -Dwee.pip is 'perhaps'; it must be true or false.",
    "<compiler> or -Dwee.compiler is 'gcc'; ",
    "'3.13.5-wee/x' is not a tag: ",
    'The cache /proc/wee-cache could not be used: ',
    "<march> or -Dwee.march is 'native'; for linux/",
    'Flavour wee-optimized-lto-bolt is not built by this version of wee: ',
    'none.profile. Make it with wee:train, or see <profile>.',
    "<securityPatches> or -Dwee.securityPatches is 'ubuntu'; expected debian or none.",
    "none.patch can't be read: ",
    "pom.xml is not a patch: no line in it begins with '+++ '",
    "<cflags> or -Dwee.cflags has -flto, which contradicts what wee sets itself: choose <flavour>.",
    "<configureArgs> or -Dwee.configureArgs has --enable-optimizations, which contradicts what wee sets itself: choose <flavour>.",
    'Unknown property -Dwee.flavor. Did you mean -Dwee.flavour, -Dwee.flavours? mvn wee:help -Ddetail lists all.',
    "<load> or -Dwee.load is 'yes'; it must be true or false.",
    'This plugin has no parameter <flavor>. Did you mean <flavour>, <flavours>? mvn wee:help -Ddetail lists all.',
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
['wee can\'t compile anywhere on this machine.', 'bwrap: Operation not permitted', 'unshare: Operation not permitted',
 'To fix it: let this user make user namespaces', 'tcp://127.0.0.1:1 (DOCKER_HOST): Connection refused',
 'or set DOCKER_HOST to a daemon', 'Run wee:doctor for details.'].each { assert nowhere.contains(it) }
assert !new File(basedir, 'cache/download').exists()
