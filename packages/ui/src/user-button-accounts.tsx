import type { IdentityAccount } from '@orgkit/react'
import { UserAvatar } from './avatar'
import { PlusIcon } from './icons/plus-icon'
import { userButtonMenuMessages } from './messages/en/user-button-menu'
import { useMessages } from './messages/language'
import { RowText } from './row-text'
import { SkeletonRows } from './skeleton-rows'
import { Spinner } from './spinner'
import { UserButtonAccount, UserButtonSection } from './user-button-menu-parts'

interface OtherAccountsProps {
  /** `null`: on their way. */
  accounts: readonly IdentityAccount[] | null
  failed: boolean
  /** Id of the account that is being opened. */
  opening: string | null
  onSwitch?: (account: IdentityAccount) => void
  onAdd?: () => void
}

/** The accounts that are signed in beside the current one. Nothing where there is none and none can be added. */
export function OtherAccounts({ accounts, failed, opening, onSwitch, onAdd }: OtherAccountsProps) {
  const words = useMessages(userButtonMenuMessages)
  const others = onSwitch ? accounts?.filter((account) => !account.isCurrent) : []
  const isLoading = others === undefined && !failed
  if (!onAdd && !isLoading && !failed && !others?.length) return null
  return (
    <UserButtonSection aria-label={words.otherAccounts}>
      {isLoading || failed || others?.length ? (
        <div className="orgkit-section-head" aria-hidden="true">
          {failed ? words.accountsFailed : words.otherAccounts}
        </div>
      ) : null}
      {isLoading ? <SkeletonRows rows={1} shape="circle" /> : null}
      {others?.map((account) => (
        <UserButtonAccount
          key={account.id}
          aria-busy={opening === account.id || undefined}
          onClick={() => onSwitch?.(account)}
        >
          <UserAvatar name={account.name} imageUrl={account.imageUrl} />
          <RowText name={account.name} meta={account.email ? <bdi>{account.email}</bdi> : null} />
          {opening === account.id ? <Spinner /> : null}
        </UserButtonAccount>
      ))}
      {onAdd ? (
        <UserButtonAccount className="orgkit-row-action" onClick={onAdd}>
          <span className="orgkit-tile" data-round>
            <PlusIcon />
          </span>
          {words.addAccount}
        </UserButtonAccount>
      ) : null}
    </UserButtonSection>
  )
}
