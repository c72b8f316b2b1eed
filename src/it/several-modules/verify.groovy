def log = new File(basedir, 'build.log').text
assert !log.contains('not marked as thread-safe') && !log.contains('not marked as @threadSafe')
assert log.contains("Unknown flavour 'wee-turbo'.")
['small', 'whole'].each {
    assert new File(basedir, "${it}/target/wee/image.json").text.contains("example/${it}")
}
assert !new File(basedir, 'wrong/target/wee/image.json').exists()
// The image has the wheel that another module made in the same run, in the layer of one's own program.
assert log.contains('greeting-1.0-py3-none-any.whl')
assert new File(basedir, 'whole/target/wee/provenance.slsa.json').text.contains('wheel:greeting-1.0-py3-none-any.whl')
// Two of the three runs went well.
assert log.findAll('BUILD SUCCESS').size() == 2 && log.findAll('BUILD FAILURE').size() == 1
