import {
  forwardRef,
  useId,
  useRef,
  useState,
  type ChangeEvent,
  type ComponentPropsWithoutRef,
  type DragEvent as ReactDragEvent,
  type ReactNode,
} from 'react'
import { OrganizationAvatar } from './avatar'
import { Button } from './button'
import { FieldHelp } from './field'
import { UploadIcon } from './icons/upload-icon'
import { logoMessages } from './messages/en/logo'
import { useMessages } from './messages/language'
import { part } from './part'

/** What the server takes. */
export const logoTypes: readonly string[] = ['image/png', 'image/jpeg', 'image/webp']
export const logoMaxBytes = 512 * 1024

export type LogoProblem = 'type' | 'size'

/** Checks a file before it is sent. The server checks again, and re-encodes. */
export function checkLogo(file: Pick<File, 'type' | 'size'>): LogoProblem | null {
  if (!logoTypes.includes(file.type)) return 'type'
  if (file.size > logoMaxBytes) return 'size'
  return null
}

export interface LogoInputProps extends Omit<ComponentPropsWithoutRef<'div'>, 'onSelect'> {
  /** The organization's name as typed so far: without a picture its mark is shown. */
  name: string
  imageUrl?: string | null
  /** @default 56 */
  size?: 56 | 72
  /** A chosen or dropped file that `check` found good. */
  onSelectFile: (file: File) => void
  /** Without it there is no button to remove. */
  onRemove?: () => void
  /** A sentence to refuse a file with, or null. @default type and size, as the server has them */
  check?: (file: File) => string | null
  /** From the server: the last upload failed. */
  error?: ReactNode
  /** @default false */
  uploading?: boolean
  disabled?: boolean
}

/** Chooses a logo by pressing or dropping. Renders a `<div role="group">`. Style with `[data-dragging]`. */
export const LogoInput = /* @__PURE__ */ forwardRef<HTMLDivElement, LogoInputProps>(function LogoInput(
  {
    name,
    imageUrl,
    size = 56,
    onSelectFile,
    onRemove,
    check,
    error,
    uploading = false,
    disabled = false,
    className,
    ...props
  },
  ref,
) {
  const logo = useMessages(logoMessages)
  const helpId = useId()
  const input = useRef<HTMLInputElement>(null)
  const [dragging, setDragging] = useState(false)
  const [refusal, setRefusal] = useState<string | null>(null)
  const problem = refusal ?? error

  const take = (file: File | undefined) => {
    if (!file || disabled || uploading) return
    const kind = check ? null : checkLogo(file)
    const refused = check ? check(file) : kind && (kind === 'type' ? logo.wrongType : logo.tooLarge)
    setRefusal(refused)
    if (!refused) onSelectFile(file)
  }
  const choose = (event: ChangeEvent<HTMLInputElement>) => {
    take(event.target.files?.[0])
    // The same file again, after it was mended, must be a change.
    event.target.value = ''
  }
  const drag = (event: ReactDragEvent) => {
    if (disabled || !event.dataTransfer.types.includes('Files')) return
    event.preventDefault()
    setDragging(true)
  }
  const leave = (event: ReactDragEvent) => {
    if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setDragging(false)
  }
  const drop = (event: ReactDragEvent) => {
    event.preventDefault()
    setDragging(false)
    take(event.dataTransfer.files[0])
  }
  const remove = () => {
    setRefusal(null)
    onRemove?.()
  }

  return (
    // Dropping is a shortcut for the button inside, which does the same.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div
      ref={ref}
      role="group"
      aria-label={logo.label}
      {...part('logo-input', className)}
      data-dragging={dragging || undefined}
      onDragEnter={drag}
      onDragOver={drag}
      onDragLeave={leave}
      onDrop={drop}
      {...props}
    >
      <OrganizationAvatar name={name} imageUrl={imageUrl} size={size} />
      <div className="orgkit-logo-input-body">
        <div className="orgkit-logo-input-actions">
          <input ref={input} type="file" hidden accept={logoTypes.join()} tabIndex={-1} onChange={choose} />
          <Button
            size="small"
            icon={<UploadIcon />}
            loading={uploading}
            disabled={disabled}
            aria-describedby={helpId}
            onClick={() => input.current?.click()}
          >
            {imageUrl ? logo.replace : logo.upload}
          </Button>
          {imageUrl && onRemove ? (
            <Button size="small" variant="ghost" disabled={disabled || uploading} onClick={remove}>
              {logo.remove}
            </Button>
          ) : null}
        </div>
        <FieldHelp id={helpId} tone={problem ? 'danger' : undefined}>
          {problem ?? logo.help}
        </FieldHelp>
      </div>
    </div>
  )
})
