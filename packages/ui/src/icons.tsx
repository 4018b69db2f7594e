import { forwardRef, type ComponentPropsWithoutRef, type ReactNode } from 'react'

export interface IconProps extends Omit<ComponentPropsWithoutRef<'svg'>, 'children'> {
  /** Pixels. @default 16 */
  size?: 12 | 14 | 16 | 20 | 24
}

// On a grid of 24; the stroke grows as the icon shrinks, so that it is painted about 1 px wide at every size.
const strokes = { 12: 2, 14: 1.7, 16: 1.5, 20: 1.5, 24: 1.5 }

/** `directional` icons point along the line of text and are mirrored in right-to-left ones. */
function icon(name: string, drawing: ReactNode, directional = false) {
  const Icon = forwardRef<SVGSVGElement, IconProps>(function Icon({ size = 16, className, ...props }, ref) {
    return (
      <svg
        ref={ref}
        width={size}
        height={size}
        viewBox="0 0 24 24"
        fill="none"
        stroke="currentColor"
        strokeWidth={strokes[size]}
        strokeLinecap="round"
        strokeLinejoin="round"
        aria-hidden="true"
        focusable="false"
        className={`orgkit-icon${directional ? ' orgkit-icon-directional' : ''}${className ? ` ${className}` : ''}`}
        {...props}
      >
        {drawing}
      </svg>
    )
  })
  Icon.displayName = name
  return Icon
}

const path = (d: string) => <path d={d} />

export const ChevronsUpDownIcon = /* @__PURE__ */ icon(
  'ChevronsUpDownIcon',
  path('m7 9 5-5 5 5M7 15l5 5 5-5'),
)
export const ChevronDownIcon = /* @__PURE__ */ icon('ChevronDownIcon', path('m6 9.5 6 6 6-6'))
export const ChevronSideIcon = /* @__PURE__ */ icon('ChevronSideIcon', path('m9.5 6 6 6-6 6'), true)
export const ArrowBackIcon = /* @__PURE__ */ icon('ArrowBackIcon', path('M20 12H4m7-7-7 7 7 7'), true)
export const CheckIcon = /* @__PURE__ */ icon('CheckIcon', path('m4 12.8 5 5L20 6.2'))
export const PlusIcon = /* @__PURE__ */ icon('PlusIcon', path('M12 5v14M5 12h14'))
export const CloseIcon = /* @__PURE__ */ icon('CloseIcon', path('m5.5 5.5 13 13m0-13-13 13'))
export const SearchIcon = /* @__PURE__ */ icon(
  'SearchIcon',
  <>
    <circle cx="11" cy="11" r="7.5" />
    <path d="m21 21-4.6-4.6" />
  </>,
)
export const SearchEmptyIcon = /* @__PURE__ */ icon(
  'SearchEmptyIcon',
  <>
    <circle cx="11" cy="11" r="7.5" />
    <path d="m21 21-4.6-4.6M8.7 8.7l4.6 4.6m0-4.6-4.6 4.6" />
  </>,
)
export const SettingsIcon = /* @__PURE__ */ icon(
  'SettingsIcon',
  <>
    <circle cx="12" cy="12" r="3.2" />
    <path d="M14.6 4.3a2.6 2.6 0 0 0-5.2 0c-.1 1.9-1.2 2.6-2.9 1.7a2.6 2.6 0 0 0-2.6 4.5c1.6 1 1.6 2 0 3A2.6 2.6 0 0 0 6.5 18c1.7-.9 2.8-.2 2.9 1.7a2.6 2.6 0 0 0 5.2 0c.1-1.9 1.2-2.6 2.9-1.7a2.6 2.6 0 0 0 2.6-4.5c-1.6-1-1.6-2 0-3A2.6 2.6 0 0 0 17.5 6c-1.7.9-2.8.2-2.9-1.7Z" />
  </>,
)
export const UserIcon = /* @__PURE__ */ icon(
  'UserIcon',
  <>
    <circle cx="12" cy="8" r="4.5" />
    <path d="M5 20.5c0-4 3.1-7 7-7s7 3 7 7" />
  </>,
)
export const UserPlusIcon = /* @__PURE__ */ icon(
  'UserPlusIcon',
  <>
    <circle cx="9.5" cy="7.5" r="4" />
    <path d="M2.5 20.5V19a4.5 4.5 0 0 1 4.5-4.5h5a4.5 4.5 0 0 1 4.5 4.5v1.5M19.5 8v6m3-3h-6" />
  </>,
)
export const UsersIcon = /* @__PURE__ */ icon(
  'UsersIcon',
  <>
    <circle cx="9.5" cy="8" r="4.5" />
    <path d="M2.5 20.5c0-4 3.1-7 7-7s7 3 7 7M16 4a4.5 4.5 0 0 1 1.2 7.6c2.6 1 4.3 3.6 4.3 6.9" />
  </>,
)
export const SignOutIcon = /* @__PURE__ */ icon(
  'SignOutIcon',
  path('M9.5 3.5H6a2 2 0 0 0-2 2v13a2 2 0 0 0 2 2h3.5M16 7.5l4.5 4.5-4.5 4.5M20.5 12H9.5'),
  true,
)
export const UploadIcon = /* @__PURE__ */ icon(
  'UploadIcon',
  path('M3.5 15v3.5a2 2 0 0 0 2 2h13a2 2 0 0 0 2-2V15M7 8l5-5 5 5m-5-5v12'),
)
export const AlertIcon = /* @__PURE__ */ icon(
  'AlertIcon',
  <>
    <circle cx="12" cy="12" r="9.5" />
    <path d="M12 7.5V13m0 3.5v.01" />
  </>,
)
export const AlertTriangleIcon = /* @__PURE__ */ icon(
  'AlertTriangleIcon',
  path('M10.3 4 2.2 18a2 2 0 0 0 1.7 3h16.2a2 2 0 0 0 1.7-3L13.7 4a2 2 0 0 0-3.4 0ZM12 9.5V14m0 3.5v.01'),
)
export const LockIcon = /* @__PURE__ */ icon(
  'LockIcon',
  <>
    <rect x="3.5" y="10.5" width="17" height="11" rx="2" />
    <path d="M7.5 10.5V7a4.5 4.5 0 0 1 9 0v3.5" />
  </>,
)
export const RefreshIcon = /* @__PURE__ */ icon(
  'RefreshIcon',
  path('M20.5 12a8.5 8.5 0 1 1-2.5-6l2.5 2.5m0-5.5v5.5H15'),
)
export const MailIcon = /* @__PURE__ */ icon(
  'MailIcon',
  <>
    <rect x="2.5" y="4.5" width="19" height="15" rx="2" />
    <path d="m3 7 7.5 5.3a2.6 2.6 0 0 0 3 0L21 7" />
  </>,
)
export const BuildingIcon = /* @__PURE__ */ icon(
  'BuildingIcon',
  <>
    <rect x="4.5" y="2.5" width="15" height="19" rx="2" />
    <path d="M9 7h.01M15 7h.01M9 11h.01M15 11h.01M9.5 21.5V17h5v4.5" />
  </>,
)
export const ReturnKeyIcon = /* @__PURE__ */ icon(
  'ReturnKeyIcon',
  path('M20 5v6a3 3 0 0 1-3 3H4m5-5-5 5 5 5'),
)
export const WifiOffIcon = /* @__PURE__ */ icon(
  'WifiOffIcon',
  path(
    'M12 19.5v.01M8.5 16a5 5 0 0 1 7 0M5 12.7a10 10 0 0 1 5.2-2.8m8.8 2.8a10 10 0 0 0-2-1.5M2 8.7a15 15 0 0 1 4.2-2.6M22 8.7A15 15 0 0 0 10.7 5M3 3l18 18',
  ),
)
export const TrashIcon = /* @__PURE__ */ icon(
  'TrashIcon',
  path(
    'M3.5 6.5h17M8.5 6.5v-2a2 2 0 0 1 2-2h3a2 2 0 0 1 2 2v2M5.5 6.5l.8 13a2 2 0 0 0 2 2h7.4a2 2 0 0 0 2-2l.8-13',
  ),
)
export const ImageIcon = /* @__PURE__ */ icon(
  'ImageIcon',
  <>
    <rect x="3" y="3" width="18" height="18" rx="2.5" />
    <circle cx="8.7" cy="8.7" r="1.7" />
    <path d="m21 15.5-3.6-3.6a2 2 0 0 0-2.8 0L5.5 21" />
  </>,
)
