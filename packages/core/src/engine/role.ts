import { query } from './command'

export const listRoles = query('listRoles', async ({ instance }) => ({
  items: instance.roles,
  defaultRoleKey: instance.settings.defaultRoleKey,
}))
