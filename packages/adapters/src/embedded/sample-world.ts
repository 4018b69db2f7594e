import { defaultAdminRole, defaultMemberRole, type Role } from '@orgkit/core'
import type { Seed, SeedOrganization } from './seed'

/** The default roles, and two of an app's own. */
export const sampleRoles: readonly Role[] = [
  { ...defaultAdminRole, permissions: [...defaultAdminRole.permissions, 'org:notes:write'] },
  defaultMemberRole,
  {
    key: 'org:billing',
    name: 'Billing manager',
    description: 'Pays the bills and sees nothing else.',
    permissions: ['org:sys_billing:read', 'org:sys_billing:manage'],
  },
  {
    key: 'org:editor',
    name: 'Editor',
    description: null,
    permissions: [...defaultMemberRole.permissions, 'org:notes:write'],
  },
]

/** Users `ada` (in all organizations), `grace` (a member of Acme) and `linus` (in none), to be used with `sampleRoles`. */
export function sampleWorld(): Seed {
  return {
    users: [
      { id: 'ada', name: 'Ada Lovelace', email: 'ada@acme.test' },
      { id: 'grace', name: 'Grace Hopper', email: 'grace@acme.test' },
      { id: 'linus', name: 'Linus Torvalds', emails: [{ address: 'linus@solo.test', verified: false }] },
    ],
    organizations: [
      {
        id: 'org_acme',
        name: 'Acme',
        members: { ada: 'org:admin', grace: 'org:member' },
        createdBy: 'ada',
        createdAt: '2026-02-02T08:00:00.000Z',
        lastActiveAt: { ada: '2026-03-05T09:00:00.000Z' },
      },
      {
        id: 'org_globex',
        name: 'Globex',
        createdAt: '2026-02-09T08:00:00.000Z',
        members: { ada: 'org:member' },
        lastActiveAt: { ada: '2026-03-04T09:00:00.000Z' },
      },
      {
        id: 'org_initech',
        name: 'Initech',
        members: { ada: 'org:billing' },
        createdAt: '2026-02-16T08:00:00.000Z',
      },
      {
        id: 'org_umbrella',
        name: 'Umbrella Studio',
        members: { ada: 'org:editor' },
        createdBy: 'ada',
        createdAt: '2026-02-23T08:00:00.000Z',
      },
    ],
  }
}

/** Organizations whose names are hard to show. */
export function hardNames(members: SeedOrganization['members'] = { ada: 'org:admin' }): SeedOrganization[] {
  const names = {
    org_long:
      'International Consortium for the Advancement of Exceedingly Long Organization Names, Northern Chapter',
    org_unbroken: 'Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenherstellergenossenschaft',
    org_arabic: 'مؤسسة الخوارزمي للحوسبة',
    org_japanese: '株式会社東京デザイン工房',
    org_markup: '<b onmouseover="alert(1)">Bold</b> & <script>Sons</script>',
    org_emoji: '👩‍👩‍👧 Family & Co 🏳️‍🌈',
  }
  return Object.entries(names).map(([id, name]) => ({ id, name: [...name].slice(0, 100).join(''), members }))
}

/** As many organizations as wanted, e.g. 10,000, with names that can be searched for. */
export function manyOrganizations(
  count: number,
  members: SeedOrganization['members'] = { ada: 'org:admin' },
): SeedOrganization[] {
  const first = ['Amber', 'Birch', 'Cobalt', 'Dune', 'Ember', 'Fjord', 'Granite', 'Harbor', 'Iris', 'Juniper']
  const second = [
    'Analytics',
    'Bakery',
    'Clinic',
    'Design',
    'Energy',
    'Foods',
    'Garden',
    'Hotels',
    'Imaging',
    'Logistics',
  ]
  return Array.from({ length: count }, (_, index) => {
    const number = String(index + 1).padStart(5, '0')
    const name = `${first[index % 10]} ${second[Math.floor(index / 10) % 10]} ${number}`
    return { id: `org_many${number}`, name, slug: name.toLowerCase().replace(/ /g, '-'), members }
  })
}
