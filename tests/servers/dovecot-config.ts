/** Settings of a throw-away Dovecot 2.3. */
export interface DovecotSettings {
  /** Absolute; holds everything the server writes, and `cert.pem` and `key.pem` if `tls`. */
  readonly directory: string;
  /** Loopback ports: plain text (with STARTTLS if `tls`), and TLS from the first byte. */
  readonly imap: number;
  readonly imaps: number;
  readonly tls: boolean;
  /** The account that runs the server's own processes, and the one of its login processes. */
  readonly serverUser: string;
  readonly serverGroup: string;
  readonly loginUser: string;
  /** Numeric owner of the mail. */
  readonly mailUid: number;
  readonly mailGid: number;
  /** Between the levels of a folder name. */
  readonly separator: '/' | '.';
  /** In front of every folder but INBOX; ends with the separator. */
  readonly prefix: string;
  /** The capabilities to announce instead of the usual ones. */
  readonly capability: string | undefined;
}

/** A configuration file: any user name, password `test`, one maildir each with folder names in UTF-8. */
export function dovecotConfig(settings: DovecotSettings): string {
  const { directory, serverUser, serverGroup, loginUser, mailUid, mailGid } = settings;
  return `
base_dir = ${directory}/run
state_dir = ${directory}/state
instance_name = guichet-test
protocols = imap
listen = 127.0.0.1
log_path = ${directory}/dovecot.log
${tlsSettings(settings)}
disable_plaintext_auth = no
auth_mechanisms = plain login
auth_failure_delay = 0 secs
default_internal_user = ${serverUser}
default_internal_group = ${serverGroup}
default_login_user = ${loginUser}
first_valid_uid = 1
mail_location = maildir:${directory}/mail/%u:UTF-8
${settings.capability === undefined ? '' : `imap_capability = ${settings.capability}`}
passdb {
  driver = static
  args = password=test
}
userdb {
  driver = static
  args = uid=${String(mailUid)} gid=${String(mailGid)} home=${directory}/mail/%u
}
service imap-login {
  chroot =
  inet_listener imap {
    port = ${String(settings.imap)}
  }
  inet_listener imaps {
    port = ${String(settings.tls ? settings.imaps : 0)}
    ssl = yes
  }
}
service anvil {
  chroot =
  # No waiting after the wrong passwords of other tests.
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
service stats {
  chroot =
  unix_listener stats-writer {
    mode = 0666
  }
}
namespace inbox {
  inbox = yes
  separator = ${settings.separator}
  prefix = ${settings.prefix}
}
`;
}

function tlsSettings({ tls, directory }: DovecotSettings): string {
  if (!tls) return 'ssl = no';
  return `ssl = yes\nssl_cert = <${directory}/cert.pem\nssl_key = <${directory}/key.pem`;
}
