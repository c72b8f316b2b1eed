def log = new File(basedir, 'build.log').text
assert !log.contains('not marked as thread-safe') && !log.contains('not marked as @threadSafe')
assert log.contains("Unknown flavour 'wee-turbo'.")
['small', 'whole'].each {
    assert new File(basedir, "${it}/target/wee/image.json").text.contains("example/${it}")
}
assert !new File(basedir, 'wrong/target/wee/image.json').exists()
// Two of the three runs went well.
assert log.findAll('BUILD SUCCESS').size() == 2 && log.findAll('BUILD FAILURE').size() == 1
