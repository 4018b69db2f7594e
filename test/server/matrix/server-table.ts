import type { OrgkitServer } from '@orgkit/server'
import type { appCallers, AskedPermission } from './callers'
import type { CellsOf } from './cell'

interface ServerRow {
  /** What the caller's role is about. */
  permission: AskedPermission | null
  ask(server: OrgkitServer, request: Request): Promise<unknown>
  cells: CellsOf<typeof appCallers>
}

const ok = 'ok'
const out = 'unauthenticated'
const wait = 'session_pending'
const no = 'forbidden'
const none = 'not_found organization'

/** What an app's own routes ask; the request names organization A of instance X. */
// prettier-ignore
export const serverTable: Record<string, ServerRow> = {
  //                                    signed                                  exactly  all but  member   user     foreign secret  secret of
  //                                    out  stranger pending terms member admin. the perm. the perm. of another of another user key another
  //                                                                                              org.     inst.    here            instance
  requireSession: {
    permission: null,
    ask: (server, request) => server.requireSession(request),
    cells:                             [out, ok,     wait, wait,   ok,    ok,   ok,      ok,      ok,      ok,      out,    out,    out],
  },
  requireOrganization: {
    permission: null,
    ask: (server, request) => server.requireOrganization(request),
    cells:                             [out, none,   wait, wait,   ok,    ok,   ok,      ok,      none,    none,    out,    out,    out],
  },
  'requireOrganization with a permission': {
    permission: 'org:sys_roles:manage',
    ask: (server, request) => server.requireOrganization(request, { permission: 'org:sys_roles:manage' }),
    cells:                             [out, none,   wait, wait,   no,    ok,   ok,      no,      none,    none,    out,    out,    out],
  },
  'requireOrganization with a role': {
    permission: 'org:sys_roles:manage',
    ask: (server, request) => server.requireOrganization(request, { role: 'org:admin' }),
    cells:                             [out, none,   wait, wait,   no,    ok,   no,      no,      none,    none,    out,    out,    out],
  },
}
