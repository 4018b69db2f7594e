import * as z from 'zod'
import { count, named, nullableText } from '../wire-schema'

export const roleSummary = named('RoleSummary', z.object({ key: z.string(), name: z.string() }))

export const role = named(
  'Role',
  z.object({
    key: z.string(),
    name: z.string(),
    description: nullableText,
    permissions: z.array(z.string()),
  }),
)

export const availableRole = named('AvailableRole', role.extend({ isOwn: z.boolean(), version: count }))

export const roleList = named(
  'RoleList',
  z.object({ items: z.array(availableRole), defaultRoleKey: z.string() }),
)

export const customPermission = named(
  'CustomPermission',
  z.object({ key: z.string(), name: z.string(), description: nullableText }),
)

export const permissionList = named(
  'PermissionList',
  z.object({
    items: z.array(
      named(
        'PermissionDescription',
        z.object({
          key: z.string(),
          name: nullableText,
          description: nullableText,
          isSystem: z.boolean(),
        }),
      ),
    ),
  }),
)
