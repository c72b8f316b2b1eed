# The wheels of <site>, by the pip that was just built.
COPY wheels/ /wee/wheels/
COPY requirements.txt install.py /wee/
RUN --network=none env -i PATH=/usr/bin:/usr/sbin HOME=/tmp LC_ALL=C.UTF-8 TZ=UTC PYTHONHASHSEED=0 \
  /usr/local/bin/@interpreter@ /wee/install.py /wee/wheels /wee/requirements.txt /wee/out /wee/site@flags@
