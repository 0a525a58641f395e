# /etc/varnish/default.vcl: keeps public pages in front of Lembar, and forgets what Lembar says has changed.
vcl 4.1;

backend default {
    .host = "127.0.0.1";
    .port = "8000";
}

# Who may purge: every machine that runs Lembar.
acl nodes {
    "127.0.0.1";
    "::1";
}

sub vcl_recv {
    if (req.method == "PURGE") {
        # What comes through nginx names its scheme; Lembar asks directly.
        if (client.ip !~ nodes || req.http.X-Forwarded-Proto) {
            return (synth(403, "Forbidden"));
        }
        if (req.http.Surrogate-Key !~ "^[a-z0-9:-]+( [a-z0-9:-]+)*$") {
            return (synth(400, "Bad Request"));
        }
        ban("obj.http.Surrogate-Key ~ (^|\s)(" + regsuball(req.http.Surrogate-Key, " ", "|") + ")(\s|$)");
        return (synth(200, "Purged"));
    }
}

sub vcl_backend_response {
    # Nothing outlives what Lembar said of it, so that a minute is a minute where no purge arrives.
    set beresp.grace = 0s;
}

sub vcl_deliver {
    unset resp.http.Surrogate-Key;
}
