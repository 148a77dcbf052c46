package observe

// Kind is a kind of place, the index of its name in facts.CodeKinds.
type Kind uint8

// The values of Kind, in the order of the relation.
const (
	KindCall Kind = iota
	KindAssign
	KindPair
	KindText
	KindMessage
	KindControl
	KindDeclaration
	KindTable
	KindFallback
	KindStatement
	KindImport
	KindFunction
	KindElement
)

// Language is the language of a place, the index of its name in facts.CodeLanguages.
type Language uint8

// The values of Language, in the order of the relation.
const (
	LanguagePython Language = iota
	LanguageJavascript
	LanguageTypescript
	LanguageGo
	LanguageJava
	LanguageRuby
	LanguagePhp
	LanguageHtml
	LanguageSql
	LanguageJson
	LanguageYaml
	LanguageShell
	LanguageSettings
)

// Place is the part of the project that a file belongs to, the index of its name among the values of the field "place".
type Place uint8

// The values of Place, in the order of the relation.
const (
	PlaceProduction Place = iota
	PlaceTest
	PlaceSample
	PlaceDocumentation
	PlaceSeed
	PlaceMigration
)

// Operation is an operation on stored data, the index of its name among the values of the field "operation".
type Operation uint8

// The values of Operation, in the order of the relation.
const (
	OperationNone Operation = iota
	OperationSelect
	OperationInsert
	OperationUpdate
	OperationUpsert
	OperationDelete
	OperationCreateTable
	OperationAlterTable
	OperationTrigger
	OperationIndex
	OperationCopy
)

// Value is the form of a value, the index of its name among the values of the field "value".
type Value uint8

// The values of Value, in the order of the relation.
const (
	ValueNone Value = iota
	ValueTrue
	ValueFalse
	ValueNull
	ValueEmpty
	ValueNumber
	ValueText
	ValueList
	ValueObject
	ValueNow
	ValueVariable
	ValueCall
	ValueExpression
)

// Options is a set of what a declaration or control says besides, a bit each in the order of the field "options".
type Options = uint64

// The values of Options, in the order of the relation.
const (
	OptionRequired Options = 1 << iota
	OptionUnique
	OptionDefault
	OptionChecked
	OptionHidden
	OptionAutomatic
	OptionEncrypted
	OptionExpires
)

// HostSet is a set of kinds of hosts, a bit each in the order of facts.CodeHosts.
type HostSet = uint64

// The values of HostSet, in the order of the relation.
const (
	HostSocialPlatform HostSet = 1 << iota
	HostDataBroker
	HostAnalytics
	HostCaptchaSolver
	HostProxyProvider
	HostSearchEngine
	HostMailingTool
	HostWebArchive
	HostLoopback
	HostPlainHttp
	HostOther
)

// Subjects is a set of subjects, a bit each in the order of facts.CodeSubjects.
type Subjects = uint64

// The values of Subjects, in the order of the relation.
const (
	AboutPersonal Subjects = 1 << iota
	AboutContactPoint
	AboutSecret
	AboutPerson
	AboutPersonName
	AboutEmail
	AboutPhone
	AboutAddress
	AboutBirthDate
	AboutProfilePage
	AboutLocation
	AboutFace
	AboutSpecialCategory
	AboutAge
	AboutPassword
	AboutSession
	AboutCredential
	AboutCookie
	AboutConsent
	AboutMarketing
	AboutOptOut
	AboutPreference
	AboutTerms
	AboutServiceMessage
	AboutThirdParty
	AboutConfirmation
	AboutProof
	AboutChannelEmail
	AboutChannelSms
	AboutChannelPush
	AboutChannelPhone
	AboutVisibility
	AboutRestriction
	AboutSource
	AboutCollectedAt
	AboutUpdatedAt
	AboutExpiry
	AboutRetention
	AboutErasure
	AboutSoftDeletion
	AboutExport
	AboutCorrection
	AboutRawPayload
	AboutRobots
	AboutProxy
	AboutUserAgent
	AboutDelay
	AboutConcurrency
	AboutCaptcha
	AboutAutomation
	AboutPage
	AboutBody
	AboutLookup
	AboutAddressBook
	AboutPublic
	AboutBlocklist
	AboutProduction
	AboutNonProduction
	AboutDebug
	AboutLink
	AboutOpening
	AboutLastContact
	AboutThing
)

// Roles is a set of roles, a bit each in the order of facts.CodeRoles.
type Roles = uint64

// The values of Roles, in the order of the relation.
const (
	DoesLog Roles = 1 << iota
	DoesReportError
	DoesIdentify
	DoesTrack
	DoesRequest
	DoesSend
	DoesVisit
	DoesTypeText
	DoesClick
	DoesSetCookie
	DoesReadCookie
	DoesKeepSession
	DoesFetchPage
	DoesExtract
	DoesInsert
	DoesUpdate
	DoesUpsert
	DoesDelete
	DoesSelect
	DoesWriteFile
	DoesMail
	DoesAttach
	DoesPostMessage
	DoesPickAtRandom
	DoesFormat
	DoesHash
	DoesMask
	DoesProbeMailbox
	DoesSubscribe
	DoesSchedule
	DoesCrawl
	DoesDefineTable
	DoesRender
	DoesRoute
	DoesLimitRate
	DoesEncrypt
	DoesExpire
	DoesDump
	DoesRestore
	DoesPresign
	DoesLoadScript
	DoesImportContacts
	DoesDetectFace
	DoesWeakHash
	DoesHashPassword
	DoesSolveCaptcha
	DoesHideAutomation
	DoesRotateUserAgent
	DoesSearchWeb
	DoesResolveDns
	DoesEnrich
	DoesAskConsent
	DoesReadStorage
	DoesWriteStorage
	DoesSleep
	DoesSetHeader
)
