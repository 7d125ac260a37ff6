// What on-call people speak of in two languages: ordinary words that stand in what they write. Read by concepts.ts, which says how.

/** `name: English words ; Korean words`; `_` joins the words of one expression. */
export const plainWords = `
write: write writes writing written insert inserts inserted ; 쓰기 쓰지 기록 저장
read: read reads reading reader ; 읽기 읽지 조회
table_of_database: table tables column columns row rows field fields record records ; 테이블 컬럼 칼럼 필드 레코드 행
add: add adds added adding addition append ; 추가 추가된 덧붙
change: change changes changed changing edit edited edits modify modified replaced replace swap swapped rename renamed alter altered ; 변경 바뀌 바뀐 바꾸 바꿔 바꿨 교체 편집 개편
remove: remove removes removed removing cleared clear wiped dropped_table ; 제거 없애 비워 비워졌 해제
wrong: wrong incorrect incorrectly mistaken mistake typo unexpected ; 잘못 틀린 엉뚱 오타 실수
half: half partial partially some_of several ; 절반 일부 부분
all_of: all every everybody everyone entire whole global globally completely ; 전체 전부 모두 모든 전원이 전면
new: new newly fresh latest ; 새 신규 새로 최신
old: old older previous former legacy prior ; 예전 이전 옛 구버전 기존 과거
version: version versions build builds revision ; 버전 빌드
start: start starts started starting boot boots booting launch launches startup start_up come_up ; 시작 기동 구동 부팅 실행 켜자 뜨지
stop: stop stops stopped stopping halt suspend suspended pause paused disable disabled switched_off turned_off ; 중지 정지 멈춰 중단 일시정지 비활성 꺼져 꺼짐 끄기
mirror: mirror mirrors mirrored mirroring ; 미러 미러링
resume: resume resumed enable enabled reactivate turned_on switched_on ; 재개 활성 켜기 켜짐
skip: skip skipped ignore ignored bypass bypassed ; 건너뛰 무시 스킵
night: night nightly overnight midnight early_morning ; 야간 새벽 밤 심야 자정
day: daily yesterday day ; 일일 매일 어제 전일
week: week weekly weekend monday ; 주간 주말 매주 월요일
month: month monthly end_of_month ; 월말 월간 매월 월초
hour: hour hours hourly business_hours office_hours ; 시간마다 매시 업무시간 업무_시간
minute: minute minutes each_minute every_minute ; 분마다 매분 몇_분
year: year yearly new_year ; 연말 연초 매년
price_of_exchange: exchange_rate exchange_rates currency currencies fx ; 환율 통화
bulk: bulk mass batch_update large huge massive big oversized ; 대량 대용량 큰 거대 일괄
small: small tiny little_of short shortage ; 작은 작게 소량
empty_screen: blank blank_page blank_screen white_page white_screen empty_page empty_results nothing_found no_results ; 빈_화면 흰_화면 하얀_화면 백지 결과_없음 결과가_없 비어 비었
picture: picture pictures photo photos image images thumbnail thumbnails avatar icon icons ; 이미지 사진 그림 썸네일 아이콘
phone: phone phones smartphone handset iphone ipad tablet ; 휴대폰 핸드폰 스마트폰 아이폰 단말
office: office office_building floor site_visit headquarters ; 사무실 본사 건물 지점
store: store stores shop shops storefront branch mall ; 매장 상점 가게 쇼핑몰 점포
supplier: supplier suppliers merchant merchants seller sellers ; 공급사 공급업체 판매자 입점 가맹점
driver: driver drivers rider riders fleet vehicle vehicles ; 기사 라이더 차량 운전
power: power electricity power_outage ups generator voltage breaker blackout ; 전력 정전 전기 발전기 전압
cooling: cooling overheating overheated temperature hot fan_failure thermal ; 냉각 온도 과열 발열
cable: cable fibre fiber fibre_cut line_cut leased_line leased ; 케이블 광케이블 전용회선 전용선 절단
construction: construction excavation digging ; 공사 굴착
telecom: carrier telco isp transit operator_of_network ; 통신사 이통사 망사업자 중계사
allow_list: allowlist allow_list whitelist allowed permitted ; 허용 화이트리스트 허용_목록
block_list: blocklist blacklist denylist banned ban suspended_account ; 블랙리스트 차단_목록 계정_정지
spam: spam junk_mail dkim spf dmarc reputation ; 스팸 평판
address: address addresses ip ips nat elastic_ip ; 주소 아이피
header: header headers cors origin content_type ; 헤더 코스
size: size sizes too_large payload limit limits maximum max minimum threshold ; 크기 사이즈 상한 최대 제한 임계
count: count counts number numbers figure figures total totals value values ; 수치 건수 개수 숫자 값
balance_wrong: does_not_match not_matching do_not_match discrepancy differs difference different ; 차이 다르게 다른_값 맞지
round: rounding rounded decimal precision ; 반올림 소수점
order_of_things: order_of sequence sequential ordering out_of_sequence ; 순서 차례
same: same identical equal ; 같은 동일
repeat: again repeated repeatedly over_and_over constantly each_time every_time ; 반복 자꾸 계속해서 여러_번 매번 재발
random: random randomly sporadic sporadically intermittent intermittently occasionally flaky ; 간헐적 간헐 가끔 때때로 랜덤
sudden: sudden suddenly abrupt at_once burst ; 갑자기 순간 급작
first: first initial initially ; 처음 최초 초기
launch_event: sale sales flash_sale black_friday campaign event_opening opening ; 세일 행사 블랙프라이데이 오픈 특가 이벤트_오픈
complaint: complaint complaints reported reports_from support_tickets inquiries feedback ; 문의 신고 민원 제보 불만 컴플레인
employee: employee employees staff operator operators admin administrator administrators backoffice back_office ; 직원 관리자 운영자 상담원 어드민 임직원
developer: developer developers engineer engineers colleague ; 개발자 엔지니어 담당자
enterprise: enterprise tenant tenants company companies corporate b2b organisation organization ; 기업 테넌트 법인 고객사 회사
role: role roles group groups privilege privileges ; 역할 그룹 권한_그룹
policy: policy policies rule rules ; 정책 규칙
key: key keys signing_key public_key private_key rotation_of_keys ; 키 서명키 공개키
signature: signature signatures signed signing sign_check hash hashing bcrypt digest ; 서명 해시 전자서명
idempotency: idempotent idempotency idempotency_key exactly_once ; 멱등 멱등키
thing_in_game: game games gaming match matchmaking player players ; 게임 매칭 플레이어 길드
currency_of_game: points reward rewards mileage ; 포인트 마일리지 리워드 적립
address_of_home: delivery_address zip postcode ; 배송지 우편번호
country: country region_of overseas abroad international global_region asia europe ; 국가 해외 국외 아시아 유럽 글로벌
seoul: seoul korea ; 서울 한국 국내
tokyo: tokyo japan ; 도쿄 일본
singapore: singapore ; 싱가포르
virginia: virginia us-east ; 버지니아
busan: busan ; 부산
language: language languages translation translations locale i18n ; 언어 번역 다국어
font: font fonts css stylesheet layout style ; 글꼴 폰트 레이아웃 스타일
button: button buttons click clicks clicked tap taps pressed ; 버튼 클릭 누르 눌러
form: form forms input inputs validation field_of_form ; 양식 폼 입력 유효성
link: link links url urls redirect redirects redirected ; 링크 주소창 리다이렉트 리디렉션
print: print printed printing printer printers label labels ; 인쇄 출력 프린터 라벨 송장_출력
barcode: barcode barcodes scanner qr ; 바코드 스캐너 큐알
call_by_phone: telephony voip sip phone_call calls_of_phone pbx call_center ; 전화 통화 콜센터 교환기
sound: sound audio voice microphone ; 소리 음성 오디오 마이크
camera: camera cameras cctv recording ; 카메라 녹화 씨씨티비
sensor: sensor sensors iot device devices firmware ; 센서 디바이스 펌웨어 기기
door: door badge access_card turnstile lock_of_door ; 출입 출입문 사원증 게이트
model_of_ml: training trained features feature_store embedding ; 학습 임베딩 피처스토어
driver_of_machine: kernel driver_version nvidia cuda ; 커널 드라이버
library: library libraries package packages sdk module modules jar ; 라이브러리 패키지 모듈
parameter_of_jvm: jvm java tomcat spring ; 자바 톰캣 스프링
javascript: javascript node_js nodejs npm typescript ; 자바스크립트 노드제이에스
python: python django flask celery gunicorn ; 파이썬 장고 셀러리
golang: golang go_routine ; 고랭
windows: windows active_directory iis ; 윈도우 액티브_디렉터리
format: format formats csv json xml delimiter separator charset utf ; 형식 포맷 구분자 인코딩_형식 문자셋
coordinates: latitude longitude coordinates ; 위도 경도 좌표
ad: ad ads advertising advertisement impressions ; 광고 노출
review: review reviews rating ratings comment comments ; 리뷰 댓글 평점 후기
post: post posts article articles board_of_posts ; 게시글 게시판 글
subscription: subscription subscriptions subscribe membership plan plans ; 구독 멤버십 정기결제 요금제
insurance: insurance claim claims policy_of_insurance ; 보험 청약 보험금
loan: loan loans credit interest ; 대출 신용 이자 여신
trade: trade trades trading orderbook exchange stock_market ; 거래 매매 체결 호가 주식
reserve: hotel flight flights airline room rooms ; 호텔 항공 객실 숙소
medical: patient patients hospital clinic prescription ; 환자 병원 진료 처방
school: student students course lecture exam ; 학생 강의 시험 수강
tax: tax taxes vat ; 세금 부가세
contract: contract contracts agreement sign_contract document documents pdf ; 계약 계약서 문서 서류
warehouse_robot: conveyor robot robots picking ; 컨베이어 로봇 피킹
invoice: invoice invoices bill bills ; 청구서 고지서 인보이스
`
