import type { SettingsOutput } from '../contract/backend'
import { orThrow } from '../errors'
import type { Instance, InstanceSettings } from '../model/instance'
import { checkCreatorRole } from '../rules/role'
import { checkSettings, defaultSettings, hiddenSettings } from '../rules/settings'
import { backendCommand, backendQuery } from './backend-command'
import { findRole } from './member'
import { found } from './scene'
import type { Transaction } from './store'

export const getSettings = backendQuery('getSettings', async ({ instance }) => view(instance))

export const updateSettings = backendCommand('updateSettings', {
  isExclusive: true,
  async run({ tx, instance, input, maximumCreationLimit }) {
    orThrow(checkSettings(input, { application: instance.application, maximumCreationLimit }))
    return put(tx, instance, input)
  },
})

export const setDefaultRole = backendCommand('setDefaultRole', {
  isExclusive: true,
  async run({ tx, instance, input }) {
    const { key } = found(findRole(instance, input.roleKey), 'roleKey')
    return put(tx, instance, { defaultRoleKey: key })
  },
})

export const setCreatorRole = backendCommand('setCreatorRole', {
  isExclusive: true,
  async run({ tx, instance, input }) {
    const role = found(findRole(instance, input.roleKey), 'roleKey')
    orThrow(checkCreatorRole(role))
    return put(tx, instance, { creatorRoleKey: role.key })
  },
})

async function put(
  tx: Transaction,
  instance: Instance,
  change: Partial<InstanceSettings>,
): Promise<SettingsOutput> {
  const settings = { ...instance.settings, ...change }
  await tx.instances.update({ settings })
  return view({ ...instance, settings })
}

function view({ settings, application, environment }: Instance): SettingsOutput {
  return {
    settings,
    defaults: defaultSettings(application, environment),
    hidden: hiddenSettings(application),
  }
}
