COPY --from=build /usr/local/ @root@usr/local/
@pip@@site@@files@COPY finish.sh libpython.ld /wee/
RUN @cache@sh /wee/finish.sh libraries @root@@leave@
@last@@config@
